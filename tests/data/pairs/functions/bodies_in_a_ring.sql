-- Functions that name each other have no right order, and need none.
-- from:
CREATE TABLE stone (n integer);
-- to:
CREATE TABLE stone (n integer);
CREATE FUNCTION tick(n integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN CASE WHEN n > 0 THEN tock(n - 1) END; END $$;
CREATE FUNCTION tock(n integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN CASE WHEN n > 0 THEN tick(n - 1) END; END $$;
