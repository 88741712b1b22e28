-- A body changes, one function comes, one goes.
-- from:
CREATE FUNCTION gone() RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION same(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
-- to:
CREATE FUNCTION same(a integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'SELECT a + 1';
CREATE FUNCTION come(a integer DEFAULT 1, VARIADIC b text[] DEFAULT '{}') RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public' AS $$
BEGIN
    -- a comment; with a semicolon
    RETURN 'x' || a;
END
$$;
COMMENT ON FUNCTION come(integer, text[]) IS 'Comes';
