-- add notification_channels table
--
-- Revision ID: 9d35c01f7ea8
-- Revises: e2867ab4130d
-- Create Date: 2025-11-18 10:22:10

-- migrate:up
CREATE TABLE notification_channels (
    id SERIAL PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    kind VARCHAR NOT NULL CHECK (kind IN ('email', 'slack', 'webhook', 'sms', 'other')),
    target VARCHAR NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT true,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'utc')
);

-- migrate:down
DROP TABLE notification_channels;
