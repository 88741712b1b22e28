-- The table goes, and the trigger's function with it.
-- from:
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TABLE t (id integer);
CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- to:
CREATE TABLE u (id integer);
