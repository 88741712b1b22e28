-- A cycle of three tables goes away.
-- from:
CREATE TABLE x (id integer PRIMARY KEY, ref integer);
CREATE TABLE y (id integer PRIMARY KEY, ref integer REFERENCES x);
CREATE TABLE z (id integer PRIMARY KEY, ref integer REFERENCES y);
ALTER TABLE x ADD FOREIGN KEY (ref) REFERENCES z;
-- to:
CREATE TABLE keep (id integer);
