-- Materialized views with indexes: one changes, one comes without data, one goes.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE MATERIALIZED VIEW gone AS SELECT id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT id, n FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_n ON m (n) WHERE n > 0;
COMMENT ON MATERIALIZED VIEW m IS 'kept';
COMMENT ON INDEX m_n IS 'partial';
GRANT SELECT ON m TO pair_reader;
INSERT INTO t VALUES (1, 1);
-- to:
CREATE TABLE t (id integer, n integer);
CREATE MATERIALIZED VIEW come AS SELECT n FROM t WITH NO DATA;
CREATE MATERIALIZED VIEW m AS SELECT id, n, n * 2 AS nn FROM t WHERE id > 0;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_n ON m (n) WHERE n > 0;
COMMENT ON MATERIALIZED VIEW m IS 'kept';
COMMENT ON INDEX m_n IS 'partial';
GRANT SELECT ON m TO pair_reader;
