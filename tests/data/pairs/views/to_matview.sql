-- A view becomes a materialized one under its name.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE VIEW v AS SELECT id, n FROM t;
INSERT INTO t VALUES (1, 1);
-- to:
CREATE TABLE t (id integer, n integer);
CREATE MATERIALIZED VIEW v AS SELECT id, n FROM t;
CREATE UNIQUE INDEX v_id ON v (id);
