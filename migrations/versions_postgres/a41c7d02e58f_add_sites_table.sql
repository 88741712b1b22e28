-- add sites table
--
-- Revision ID: a41c7d02e58f
-- Revises: 0001_init_postgres
-- Create Date: 2025-11-05 09:12:44

-- migrate:up
CREATE TABLE sites (
    id SERIAL PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    address VARCHAR,
    contact_email VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'utc')
);

-- Nullable: devices in transit have no site.
ALTER TABLE devices ADD COLUMN site_id INTEGER REFERENCES sites (id);
CREATE INDEX ix_devices_site_id ON devices (site_id);

-- migrate:down
ALTER TABLE devices DROP COLUMN site_id;
DROP TABLE sites;
