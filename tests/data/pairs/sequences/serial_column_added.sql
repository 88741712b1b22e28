-- A serial column comes into a table with rows, which get their numbers.
-- from:
CREATE TABLE t (v text);
INSERT INTO t VALUES ('a'), ('b');
-- to:
CREATE TABLE t (v text, nr serial NOT NULL, big bigserial NOT NULL);
