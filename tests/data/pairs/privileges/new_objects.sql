-- New objects with grants at once.
-- from:
-- to:
CREATE SCHEMA s;
CREATE TABLE s.t (id integer, a text);
CREATE FUNCTION s.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
GRANT USAGE ON SCHEMA s TO pair_reader;
GRANT SELECT ON s.t TO pair_reader;
GRANT UPDATE (a) ON s.t TO pair_writer;
REVOKE ALL ON FUNCTION s.f() FROM PUBLIC;
GRANT ALL ON FUNCTION s.f() TO pair_writer;
