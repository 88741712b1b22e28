-- Defaults on a view's columns, and a trigger that writes through it.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE VIEW v AS SELECT id, n FROM t;
ALTER VIEW v ALTER COLUMN n SET DEFAULT 1;
-- to:
CREATE TABLE t (id integer, n integer);
CREATE VIEW v AS SELECT id, n FROM t;
ALTER VIEW v ALTER COLUMN id SET DEFAULT 2;
CREATE FUNCTION into_v() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO t VALUES (new.id, new.n); RETURN new; END$$;
CREATE TRIGGER v_insert INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION into_v();
