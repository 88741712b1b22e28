CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $body$
DECLARE
    x text := $q$a;b$q$;
BEGIN
    IF x = ';' THEN RETURN 1; END IF;
    RETURN 2; -- $$ not a quote here;
END;
$body$;

CREATE FUNCTION two(a int, b int DEFAULT (1)) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT 1;
    SELECT CASE WHEN a = 1 THEN 2 ELSE CASE b WHEN 1 THEN 3 END END;
    SELECT ';', "end", 'END';
END;
create or replace procedure three() begin atomic select 1; insert into t values (';'); end; select 'after three';
CREATE FUNCTION four() RETURNS int LANGUAGE sql RETURN CASE WHEN true THEN 1 END;
CREATE FUNCTION five() RETURNS int LANGUAGE sql BEGIN /* a;b */ ATOMIC END;
CREATE FUNCTION six() RETURNS text LANGUAGE sql AS 'SELECT ''BEGIN ATOMIC''';
CREATE TABLE atomic (begin int, atomic int);
CREATE VIEW seven AS SELECT begin, atomic FROM atomic;
BEGIN; SELECT 'atomic'; END;
CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2));
CREATE RULE s AS ON UPDATE TO t DO INSTEAD NOTHING;
DO $$ BEGIN EXECUTE 'DROP TABLE x;'; END $$;
CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION f();
