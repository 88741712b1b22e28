-- An aggregate without arguments.
-- from:
CREATE TABLE grain (n integer);
-- to:
CREATE TABLE grain (n integer);
CREATE FUNCTION one_more(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1';
CREATE AGGREGATE how_many(*) (SFUNC = one_more, STYPE = bigint, INITCOND = '0');
COMMENT ON AGGREGATE how_many(*) IS 'rows';
