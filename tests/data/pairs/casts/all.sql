-- Casts: with a function, without, in and out.
-- from:
CREATE TYPE a AS (x integer);
CREATE TYPE b AS (y integer);
CREATE FUNCTION a_to_b(a) RETURNS b LANGUAGE sql IMMUTABLE AS 'SELECT ROW(($1).x)::b';
CREATE CAST (a AS b) WITH FUNCTION a_to_b(a);
CREATE CAST (b AS a) WITH INOUT;
-- to:
CREATE TYPE a AS (x integer);
CREATE TYPE b AS (y integer);
CREATE FUNCTION a_to_b(a) RETURNS b LANGUAGE sql IMMUTABLE AS 'SELECT ROW(($1).x)::b';
CREATE FUNCTION b_to_i(b) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT ($1).y';
CREATE CAST (a AS b) WITH FUNCTION a_to_b(a) AS ASSIGNMENT;
CREATE CAST (b AS integer) WITH FUNCTION b_to_i(b) AS IMPLICIT;
COMMENT ON CAST (b AS integer) IS 'its y';
