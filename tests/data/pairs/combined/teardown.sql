-- The way back of a knot: everything goes but one table.
-- from:
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE FUNCTION pick() RETURNS kind LANGUAGE sql IMMUTABLE AS $$ SELECT 'a'::kind $$;
CREATE TABLE stay (id integer PRIMARY KEY, k kind DEFAULT pick(), note text);
CREATE TABLE gone (id integer PRIMARY KEY, stay_id integer REFERENCES stay);
CREATE VIEW v AS SELECT s.id, s.k, g.id AS gone_id FROM stay s JOIN gone g ON g.stay_id = s.id;
CREATE MATERIALIZED VIEW m AS SELECT k, count(*) AS n FROM v GROUP BY k;
CREATE FUNCTION trig() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER stay_trig BEFORE INSERT ON stay FOR EACH ROW EXECUTE FUNCTION trig();
ALTER TABLE stay ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON stay USING (k = pick());
INSERT INTO stay VALUES (1, 'a', 'x');
-- to:
CREATE TABLE stay (id integer PRIMARY KEY, note text);
