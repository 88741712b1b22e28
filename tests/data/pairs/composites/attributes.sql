-- Attributes come, go and change, with nobody using the type in a table.
-- from:
CREATE TYPE addr AS (street text, zip character varying(5), old integer);
COMMENT ON COLUMN addr.street IS 'with number';
-- to:
CREATE TYPE addr AS (street text, zip character varying(10), country text);
COMMENT ON COLUMN addr.zip IS 'postal';
