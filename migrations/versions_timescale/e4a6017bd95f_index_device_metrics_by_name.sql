-- index device_metrics by name
--
-- Revision ID: e4a6017bd95f
-- Revises: 28bd0f7e6c93
-- Create Date: 2025-12-08 13:17:21

-- Hypertables refuse CONCURRENTLY; the index locks writes for as long as it takes to build on every chunk.

-- migrate:up
CREATE INDEX ix_device_metrics_name_device_id ON device_metrics (metric_name, device_id, time DESC);

-- migrate:down
DROP INDEX ix_device_metrics_name_device_id;
