-- A table comes to somebody who had been granted it, and one goes from somebody who keeps a part.
-- from:
CREATE TABLE folder (id integer);
CREATE TABLE file (id integer);
ALTER TABLE file OWNER TO pair_owner;
GRANT ALL ON folder TO pair_owner;
GRANT SELECT ON file TO pair_reader;
-- to:
CREATE TABLE folder (id integer);
CREATE TABLE file (id integer);
ALTER TABLE folder OWNER TO pair_owner;
ALTER TABLE file OWNER TO pair_reader;
GRANT SELECT, INSERT ON file TO pair_owner;
