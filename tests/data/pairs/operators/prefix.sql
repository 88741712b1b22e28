-- An operator with one operand stands on its function.
-- from:
CREATE TABLE note (body text);
-- to:
CREATE TABLE note (body text);
CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
CREATE OPERATOR !!! (RIGHTARG = text, FUNCTION = shout);
