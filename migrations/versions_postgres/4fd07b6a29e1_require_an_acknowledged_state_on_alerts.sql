-- require an acknowledged state on alerts
--
-- Revision ID: 4fd07b6a29e1
-- Revises: b19a4e70c3d6
-- Create Date: 2025-12-04 13:50:02

-- migrate:up
-- Unknown has always been shown as "not acknowledged".
UPDATE alerts SET acknowledged = false WHERE acknowledged IS NULL;

ALTER TABLE alerts
    ALTER COLUMN acknowledged SET DEFAULT false,
    ALTER COLUMN acknowledged SET NOT NULL;

-- migrate:down
-- false stays false: it reads the same as unknown.
ALTER TABLE alerts
    ALTER COLUMN acknowledged DROP NOT NULL,
    ALTER COLUMN acknowledged DROP DEFAULT;
