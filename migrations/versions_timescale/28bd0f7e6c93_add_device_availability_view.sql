-- add device_availability view
--
-- Revision ID: 28bd0f7e6c93
-- Revises: 97e5d3a80b4c
-- Create Date: 2025-12-02 10:30:57

-- migrate:up
CREATE VIEW device_availability AS
SELECT
    device_id,
    bucket::date AS day,
    pings,
    pings - replies AS lost,
    round(100.0 * replies / nullif(pings, 0), 3) AS availability_percent
FROM ping_results_daily;

COMMENT ON VIEW device_availability IS 'Share of answered pings, one row a device and day (UTC)';

-- migrate:down
DROP VIEW device_availability;
