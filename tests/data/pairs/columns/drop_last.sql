-- A table without any column is left.
-- from:
CREATE TABLE marker (only_one integer);
INSERT INTO marker VALUES (1), (2);
-- to:
CREATE TABLE marker ();
