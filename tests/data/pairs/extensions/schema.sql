-- An extension lives in another schema.
-- from:
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm;
CREATE TABLE t (name text);
CREATE INDEX t_name ON t USING gist (name gist_trgm_ops);
INSERT INTO t VALUES ('x');
-- to:
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE TABLE t (name text);
CREATE INDEX t_name ON t USING gist (name ext.gist_trgm_ops);
