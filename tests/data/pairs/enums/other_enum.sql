-- The column moves from one enum to another.
-- from:
CREATE TYPE one AS ENUM ('a', 'b');
CREATE TYPE two AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id integer PRIMARY KEY, v one DEFAULT 'a');
INSERT INTO t VALUES (1, 'a'), (2, 'b');
-- to:
CREATE TYPE one AS ENUM ('a', 'b');
CREATE TYPE two AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id integer PRIMARY KEY, v two DEFAULT 'a');
