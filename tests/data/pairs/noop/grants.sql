-- Privileges that amount to the defaults.
-- from:
CREATE TABLE t (id integer);
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
-- to:
CREATE TABLE t (id integer);
GRANT SELECT ON t TO pair_reader;
REVOKE SELECT ON t FROM pair_reader;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION f() TO PUBLIC;
