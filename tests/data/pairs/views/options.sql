-- security_barrier, security_invoker, check_option.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE VIEW a AS SELECT id, n FROM t WHERE n > 0;
CREATE VIEW b WITH (security_barrier = true) AS SELECT id FROM t;
CREATE VIEW c AS SELECT id, n FROM t WHERE n > 0 WITH LOCAL CHECK OPTION;
-- to:
CREATE TABLE t (id integer, n integer);
CREATE VIEW a WITH (security_invoker = true, security_barrier = true) AS SELECT id, n FROM t WHERE n > 0;
CREATE VIEW b AS SELECT id FROM t;
CREATE VIEW c AS SELECT id, n FROM t WHERE n > 0 WITH CASCADED CHECK OPTION;
