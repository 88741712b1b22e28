-- Extensions come and go; a table uses a type of one.
-- from:
CREATE EXTENSION citext;
CREATE TABLE t (id integer, name citext);
INSERT INTO t VALUES (1, 'Ada');
-- to:
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
CREATE TABLE t (id integer, name text);
CREATE INDEX t_trgm ON t USING gin (name gin_trgm_ops);
