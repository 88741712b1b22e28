-- A default privilege comes together with a new table that has none: the table must stay as wanted.
-- from:
CREATE TABLE a (id integer);
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pair_reader;
-- to:
CREATE TABLE a (id integer);
CREATE TABLE b (id integer);
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pair_writer;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;
