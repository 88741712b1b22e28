-- mute notification channels during maintenance
--
-- Revision ID: f4d8230c6b1e
-- Revises: 38fa6e29b7d4
-- Create Date: 2025-11-21 09:58:16
-- Depends On: 9d35c01f7ea8

-- Needs notification_channels from the alert routing line, which is not merged yet.

-- migrate:up
CREATE TABLE maintenance_window_mutes (
    window_id INTEGER NOT NULL REFERENCES maintenance_windows (id) ON DELETE CASCADE,
    channel_id INTEGER NOT NULL REFERENCES notification_channels (id) ON DELETE CASCADE,
    PRIMARY KEY (window_id, channel_id)
);
CREATE INDEX ix_maintenance_window_mutes_channel_id ON maintenance_window_mutes (channel_id);

-- migrate:down
DROP TABLE maintenance_window_mutes;
