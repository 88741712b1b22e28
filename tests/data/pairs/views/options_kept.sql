-- A view with options is pulled through a type change, and keeps them.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE VIEW v WITH (security_invoker = true) AS SELECT id, n FROM t;
CREATE VIEW w WITH (security_barrier = true) AS SELECT n FROM v WHERE n > 0 WITH CASCADED CHECK OPTION;
ALTER VIEW v OWNER TO pair_owner;
GRANT SELECT, UPDATE ON v TO pair_writer;
GRANT SELECT (n) ON w TO pair_reader;
INSERT INTO t VALUES (1, 1);
-- to:
CREATE TABLE t (id integer, n bigint);
CREATE VIEW v WITH (security_invoker = true) AS SELECT id, n FROM t;
CREATE VIEW w WITH (security_barrier = true) AS SELECT n FROM v WHERE n > 0 WITH CASCADED CHECK OPTION;
ALTER VIEW v OWNER TO pair_owner;
GRANT SELECT, UPDATE ON v TO pair_writer;
GRANT SELECT (n) ON w TO pair_reader;
