-- Materialized views on views on materialized views; the lowest loses a column.
-- from:
CREATE TABLE t (id integer, n integer, o integer);
CREATE MATERIALIZED VIEW m1 AS SELECT id, n, o FROM t;
CREATE VIEW v2 AS SELECT id, n FROM m1;
CREATE MATERIALIZED VIEW m3 AS SELECT n, count(*) AS c FROM v2 GROUP BY n;
CREATE INDEX m3_n ON m3 (n);
-- to:
CREATE TABLE t (id integer, n integer, o integer);
CREATE MATERIALIZED VIEW m1 AS SELECT id, n FROM t;
CREATE VIEW v2 AS SELECT id, n FROM m1;
CREATE MATERIALIZED VIEW m3 AS SELECT n, count(*) AS c FROM v2 GROUP BY n;
CREATE INDEX m3_n ON m3 (n);
