-- Only the indexes of a materialized view change.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE MATERIALIZED VIEW m AS SELECT id, n FROM t;
CREATE INDEX m_a ON m (id);
-- to:
CREATE TABLE t (id integer, n integer);
CREATE MATERIALIZED VIEW m AS SELECT id, n FROM t;
CREATE UNIQUE INDEX m_b ON m (n, id);
