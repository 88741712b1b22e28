-- Procedures come, change and go; a function makes place for a procedure.
-- from:
CREATE PROCEDURE gone() LANGUAGE sql AS '';
CREATE PROCEDURE p(a integer) LANGUAGE plpgsql AS $$BEGIN NULL; END$$;
CREATE FUNCTION q() RETURNS void LANGUAGE sql AS '';
-- to:
CREATE PROCEDURE p(a integer, INOUT b integer) LANGUAGE plpgsql AS $$BEGIN b := a; END$$;
CREATE PROCEDURE q() LANGUAGE sql AS '';
COMMENT ON PROCEDURE q() IS 'was a function';
