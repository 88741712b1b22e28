-- add maintenance_windows table
--
-- Revision ID: 38fa6e29b7d4
-- Revises: e2867ab4130d
-- Create Date: 2025-11-18 16:47:55

-- migrate:up
CREATE TABLE maintenance_windows (
    id SERIAL PRIMARY KEY,
    site_id INTEGER REFERENCES sites (id) ON DELETE CASCADE,
    device_id INTEGER REFERENCES devices (id) ON DELETE CASCADE,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    reason VARCHAR NOT NULL,
    created_by_id INTEGER REFERENCES users (id),
    CONSTRAINT maintenance_windows_ends_after_start CHECK (ends_at > starts_at),
    -- A window covers a whole site or one device.
    CONSTRAINT maintenance_windows_one_scope CHECK ((site_id IS NULL) <> (device_id IS NULL))
);
CREATE INDEX ix_maintenance_windows_period ON maintenance_windows (starts_at, ends_at);

-- migrate:down
DROP TABLE maintenance_windows;
