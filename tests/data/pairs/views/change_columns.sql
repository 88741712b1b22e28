-- A view's columns change, with a chain of views on it, their comments and their grants.
-- from:
CREATE TABLE t (id integer, name text, n integer);
CREATE VIEW v1 AS SELECT id, name, n FROM t;
CREATE VIEW v2 AS SELECT id, n * 2 AS double FROM v1;
CREATE VIEW v3 AS SELECT sum(double) AS total FROM v2;
COMMENT ON VIEW v2 IS 'twice';
GRANT SELECT ON v3 TO pair_reader;
INSERT INTO t VALUES (1, 'a', 2);
-- to:
CREATE TABLE t (id integer, name text, n integer);
CREATE VIEW v1 AS SELECT name, id, (n)::bigint AS n FROM t;
CREATE VIEW v2 AS SELECT id, n * 2 AS double FROM v1;
CREATE VIEW v3 AS SELECT sum(double) AS total FROM v2;
COMMENT ON VIEW v2 IS 'twice';
GRANT SELECT ON v3 TO pair_reader;
