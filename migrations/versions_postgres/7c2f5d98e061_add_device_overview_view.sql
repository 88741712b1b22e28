-- add device_overview view
--
-- Revision ID: 7c2f5d98e061
-- Revises: 16e9ab57d3c0
-- Create Date: 2025-11-26 15:03:19

-- migrate:up
CREATE VIEW device_overview AS
SELECT
    devices.id,
    devices.name,
    devices.ip_address,
    devices.vendor,
    devices.model,
    sites.name AS site,
    devices.is_active,
    count(alerts.id) AS open_alerts,
    max(alerts.severity) AS worst_severity,
    max(alerts.created_at) AS last_alert_at
FROM devices
LEFT JOIN sites ON sites.id = devices.site_id
LEFT JOIN alerts ON alerts.device_id = devices.id AND alerts.acknowledged IS NOT TRUE
WHERE devices.deleted_at IS NULL
GROUP BY devices.id, sites.name;

COMMENT ON VIEW device_overview IS 'One row a device that is not deleted, with its alerts that nobody has acknowledged';

-- migrate:down
DROP VIEW device_overview;
