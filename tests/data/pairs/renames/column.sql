-- A column is gone and another of its type has come; nobody said that it was renamed.
-- from:
CREATE TABLE t (id integer PRIMARY KEY, fname text NOT NULL);
INSERT INTO t VALUES (1, 'a');
-- to:
CREATE TABLE t (id integer PRIMARY KEY, first_name text DEFAULT '' NOT NULL);
