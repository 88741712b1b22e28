-- One enum comes with the table that uses it, another goes.
-- from:
CREATE TYPE old_kind AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, k old_kind);
INSERT INTO t VALUES (1, 'a');
-- to:
CREATE TYPE new_kind AS ENUM ('x', 'it''s');
CREATE TABLE t (id integer PRIMARY KEY, n new_kind DEFAULT 'x');
