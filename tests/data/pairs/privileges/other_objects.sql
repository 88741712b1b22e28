-- Grants on schemas, functions, types, languages of their own kind.
-- both:
CREATE SCHEMA s;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p() LANGUAGE sql AS '';
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS integer;
-- from:
GRANT USAGE ON SCHEMA s TO pair_reader;
REVOKE ALL ON FUNCTION f() FROM PUBLIC;
GRANT USAGE ON TYPE e TO pair_reader;
-- to:
GRANT ALL ON SCHEMA s TO pair_writer;
GRANT EXECUTE ON FUNCTION f() TO pair_writer;
REVOKE ALL ON FUNCTION g(integer) FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE p() TO pair_reader WITH GRANT OPTION;
REVOKE ALL ON TYPE e FROM PUBLIC;
GRANT USAGE ON DOMAIN d TO pair_writer;
