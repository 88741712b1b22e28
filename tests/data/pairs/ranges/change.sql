-- A range type gets another subtype; a table uses it.
-- from:
CREATE TYPE nr AS RANGE (subtype = integer);
CREATE TABLE t (id integer PRIMARY KEY, r nr);
INSERT INTO t VALUES (1, '[1,5)');
-- to:
CREATE TYPE nr AS RANGE (subtype = bigint);
CREATE TABLE t (id integer PRIMARY KEY, r nr);
