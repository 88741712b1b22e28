-- Of four functions of one name one changes, one goes and one comes.
-- from:
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(text) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION f(integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT 3';
COMMENT ON FUNCTION f(text) IS 'of a text';
-- to:
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(text) RETURNS integer LANGUAGE sql AS 'SELECT 22';
CREATE FUNCTION f(integer, text) RETURNS integer LANGUAGE sql AS 'SELECT 3';
COMMENT ON FUNCTION f(text) IS 'of a text';
COMMENT ON FUNCTION f(integer) IS 'of a number';
