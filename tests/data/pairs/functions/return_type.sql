-- The result type, a parameter's name and the default's absence need a new function; a view uses it.
-- from:
CREATE FUNCTION area(w integer, h integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT w * h';
CREATE FUNCTION named(old_name integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (w integer, h integer);
CREATE VIEW v AS SELECT area(w, h) AS a FROM t;
GRANT EXECUTE ON FUNCTION area(integer, integer) TO pair_reader;
INSERT INTO t VALUES (2, 3);
-- to:
CREATE FUNCTION area(w integer, h integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT (w * h)::bigint';
CREATE FUNCTION named(new_name integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (w integer, h integer);
CREATE VIEW v AS SELECT area(w, h) AS a FROM t;
GRANT EXECUTE ON FUNCTION area(integer, integer) TO pair_reader;
