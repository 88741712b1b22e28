-- A plain column gets a domain as its type.
-- from:
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, n integer, m positive);
INSERT INTO t VALUES (1, 5, 6);
-- to:
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, n positive, m integer);
