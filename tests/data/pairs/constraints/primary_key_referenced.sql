-- A referenced key changes: the foreign key has to let go and take hold again.
-- from:
CREATE TABLE town (id integer PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE street (id integer PRIMARY KEY, town_id integer REFERENCES town (id));
INSERT INTO town VALUES (1, 'A'); INSERT INTO street VALUES (1, 1);
-- to:
CREATE TABLE town (id integer NOT NULL UNIQUE, code text PRIMARY KEY);
CREATE TABLE street (id integer PRIMARY KEY, town_id integer REFERENCES town (id));
