-- An aggregate with ORDER BY among its arguments is granted by its types.
-- from:
CREATE FUNCTION keep_last(anyelement, anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE AS 'SELECT $2';
-- to:
CREATE FUNCTION keep_last(anyelement, anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE AS 'SELECT $2';
CREATE AGGREGATE last_of(ORDER BY anyelement) (SFUNC = keep_last, STYPE = anyelement);
REVOKE ALL ON FUNCTION last_of(anyelement) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION last_of(anyelement) TO pair_reader;
