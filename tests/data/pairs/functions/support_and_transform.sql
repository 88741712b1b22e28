-- Window, leakproof, and settings of a function.
-- from:
CREATE FUNCTION a() RETURNS integer LANGUAGE sql SET work_mem TO '4MB' AS 'SELECT 1';
CREATE FUNCTION b() RETURNS SETOF integer LANGUAGE sql ROWS 5 AS 'SELECT 1';
-- to:
CREATE FUNCTION a() RETURNS integer LANGUAGE sql SET statement_timeout TO '1s' SET search_path TO 'public', 'pg_temp' AS 'SELECT 1';
CREATE FUNCTION b() RETURNS SETOF integer LANGUAGE sql LEAKPROOF STABLE AS 'SELECT 1';
