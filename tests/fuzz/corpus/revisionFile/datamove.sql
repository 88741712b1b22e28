-- move device locations into sites
--
-- Revision ID: 5b0e93f6d1c7
-- Revises: a41c7d02e58f
-- Create Date: 2025-11-05 11:40:03

-- Data only. `devices.location` keeps its text for backends that have not been rolled out yet.

-- migrate:up
INSERT INTO sites (name)
SELECT DISTINCT btrim(location)
FROM devices
WHERE btrim(location) <> ''
ON CONFLICT (name) DO NOTHING;

UPDATE devices
SET site_id = sites.id
FROM sites
WHERE sites.name = btrim(devices.location)
  AND devices.site_id IS NULL;

-- migrate:down
-- A device that has changed its site since then takes the name of the new one with it.
UPDATE devices
SET location = sites.name
FROM sites
WHERE sites.id = devices.site_id
  AND btrim(devices.location) IS DISTINCT FROM sites.name;

UPDATE devices SET site_id = NULL WHERE site_id IS NOT NULL;

-- Sites that hold no more than a name came from the upgrade, or would come again from the next one.
DELETE FROM sites
WHERE address IS NULL
  AND contact_email IS NULL
  AND name IN (SELECT btrim(location) FROM devices WHERE location IS NOT NULL);
