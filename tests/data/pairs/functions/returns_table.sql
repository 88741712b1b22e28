-- RETURNS TABLE gets a column more; out parameters change.
-- from:
CREATE FUNCTION list() RETURNS TABLE(a integer) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION outs(OUT x integer, OUT y text) LANGUAGE sql AS $$ SELECT 1, 'a' $$;
-- to:
CREATE FUNCTION list() RETURNS TABLE(a integer, b text) LANGUAGE sql ROWS 10 AS $$ SELECT 1, 'x' $$;
CREATE FUNCTION outs(OUT x integer, OUT y text, INOUT z date) LANGUAGE sql AS $$ SELECT 1, 'a', z $$;
