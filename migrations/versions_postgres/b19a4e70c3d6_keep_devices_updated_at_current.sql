-- keep devices.updated_at current
--
-- Revision ID: b19a4e70c3d6
-- Revises: 7c2f5d98e061
-- Create Date: 2025-12-01 11:26:48

-- migrate:up
-- The backend forgot it in bulk updates. SOTP's timestamps are UTC without a zone.
CREATE FUNCTION set_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now() AT TIME ZONE 'utc';
    RETURN NEW;
END;
$$;

CREATE TRIGGER devices_set_updated_at
BEFORE UPDATE ON devices
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- migrate:down
DROP TRIGGER devices_set_updated_at ON devices;
DROP FUNCTION set_updated_at();
