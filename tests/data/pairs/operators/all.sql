-- Operators come, change and go; an operator class too.
-- from:
CREATE FUNCTION same_len(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) = length($2)';
CREATE OPERATOR === (FUNCTION = same_len, LEFTARG = text, RIGHTARG = text);
CREATE OPERATOR !@# (FUNCTION = same_len, LEFTARG = text, RIGHTARG = text);
-- to:
CREATE FUNCTION same_len(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) = length($2)';
CREATE FUNCTION other_len(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) <> length($2)';
CREATE OPERATOR === (FUNCTION = same_len, LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR(public.===), NEGATOR = OPERATOR(public.!==), RESTRICT = eqsel);
CREATE OPERATOR !== (FUNCTION = other_len, LEFTARG = text, RIGHTARG = text);
COMMENT ON OPERATOR === (text, text) IS 'as long';
CREATE TABLE t (a text, b text, CONSTRAINT t_len CHECK (a === b));
