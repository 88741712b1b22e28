-- Composite types come and go.
-- from:
CREATE TYPE gone AS (x integer);
-- to:
CREATE TYPE point3 AS (x double precision, y double precision, z double precision, label text COLLATE "C");
COMMENT ON TYPE point3 IS 'In space';
COMMENT ON COLUMN point3.label IS 'shown beside it';
CREATE FUNCTION origin() RETURNS point3 LANGUAGE sql IMMUTABLE AS $$ SELECT 0::double precision, 0::double precision, 0::double precision, 'o'::text $$;
