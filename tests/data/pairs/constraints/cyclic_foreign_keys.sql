-- Two new tables that refer to each other, and one to itself.
-- from:
CREATE TABLE other (id integer PRIMARY KEY);
-- to:
CREATE TABLE other (id integer PRIMARY KEY);
CREATE TABLE team (id integer PRIMARY KEY, lead_id integer, parent_id integer REFERENCES team);
CREATE TABLE worker (id integer PRIMARY KEY, team_id integer NOT NULL REFERENCES team);
ALTER TABLE team ADD CONSTRAINT team_lead_fkey FOREIGN KEY (lead_id) REFERENCES worker DEFERRABLE;
