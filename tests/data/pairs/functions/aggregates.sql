-- Aggregates come, change and go.
-- from:
CREATE FUNCTION add_two(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE AGGREGATE gone(integer) (SFUNC = add_two, STYPE = integer);
CREATE AGGREGATE total(integer) (SFUNC = add_two, STYPE = integer, INITCOND = '0');
CREATE TABLE t (n integer);
CREATE VIEW v AS SELECT total(n) AS n FROM t;
-- to:
CREATE FUNCTION add_two(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE FUNCTION finish(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a * 10';
CREATE AGGREGATE total(integer) (SFUNC = add_two, STYPE = integer, INITCOND = '5', FINALFUNC = finish, PARALLEL = SAFE);
CREATE AGGREGATE fresh(integer) (SFUNC = add_two, STYPE = integer);
COMMENT ON AGGREGATE fresh(integer) IS 'new';
CREATE TABLE t (n integer);
CREATE VIEW v AS SELECT total(n) AS n FROM t;
