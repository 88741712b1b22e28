-- The default's function is new, and on the way down it must outlive the default.
-- from:
CREATE TABLE ticket (id integer PRIMARY KEY, code text);
INSERT INTO ticket VALUES (1, 'kept');
-- to:
CREATE FUNCTION ticket_code() RETURNS text LANGUAGE plpgsql AS $$BEGIN RETURN 't-' || floor(random() * 1000)::text; END$$;
CREATE TABLE ticket (id integer PRIMARY KEY, code text DEFAULT ticket_code());
