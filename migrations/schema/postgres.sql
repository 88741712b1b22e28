-- Desired state of SOTP's application data: what the head of the branch `postgres` gives.
-- Loads into an empty database.

CREATE TYPE userrole AS ENUM ('ADMIN', 'OPERATOR', 'AUDITOR', 'READONLY');
CREATE TYPE alertseverity AS ENUM ('INFO', 'WARNING', 'ERROR', 'CRITICAL');

CREATE TABLE users (
    id SERIAL PRIMARY KEY,
    email VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    password_hash VARCHAR NOT NULL,
    role userrole NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE INDEX ix_users_id ON users (id);
CREATE INDEX ix_users_name ON users (name);

CREATE TABLE audit_logs (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users (id),
    action VARCHAR NOT NULL,
    resource_type VARCHAR,
    resource_id INTEGER,
    details_json JSONB,
    ip_address VARCHAR,
    "timestamp" TIMESTAMP
);
CREATE INDEX ix_audit_logs_details_json ON audit_logs USING gin (details_json jsonb_path_ops);

-- Inventory

CREATE TABLE sites (
    id SERIAL PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    address VARCHAR,
    contact_email VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'utc')
);

CREATE TABLE devices (
    id SERIAL PRIMARY KEY,
    name VARCHAR NOT NULL,
    ip_address VARCHAR NOT NULL,
    device_type VARCHAR NOT NULL,
    vendor VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    os_version VARCHAR NOT NULL,
    location VARCHAR, -- superseded by site_id
    is_active BOOLEAN NOT NULL,
    snmp_config JSON,
    ssh_config JSON,
    api_config JSON,
    created_by_id INTEGER REFERENCES users (id),
    created_at TIMESTAMP,
    updated_at TIMESTAMP,
    deleted_at TIMESTAMP,
    site_id INTEGER REFERENCES sites (id)
);
CREATE INDEX ix_devices_id ON devices (id);
CREATE UNIQUE INDEX ix_devices_ip_address ON devices (ip_address);
CREATE UNIQUE INDEX ix_devices_name ON devices (name);
CREATE INDEX ix_devices_site_id ON devices (site_id);

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

-- Secrets stay in the vault; only their path is kept here.
CREATE TABLE credentials (
    id SERIAL PRIMARY KEY,
    device_id INTEGER NOT NULL REFERENCES devices (id),
    credential_type VARCHAR NOT NULL,
    vault_path VARCHAR NOT NULL UNIQUE
);
CREATE INDEX ix_credentials_id ON credentials (id);

-- Alerts and who hears of them

CREATE TABLE alerts (
    id SERIAL PRIMARY KEY,
    device_id INTEGER NOT NULL REFERENCES devices (id),
    alert_type VARCHAR NOT NULL,
    severity alertseverity NOT NULL,
    message VARCHAR,
    acknowledged BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMP
);
CREATE INDEX ix_alerts_open_device_id ON alerts (device_id, created_at DESC) WHERE NOT acknowledged;

CREATE TABLE alert_rules (
    id SERIAL PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    condition VARCHAR NOT NULL,
    threshold VARCHAR,
    notification_channel VARCHAR -- superseded by alert_rule_channels
);

CREATE TABLE notification_channels (
    id SERIAL PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    kind VARCHAR NOT NULL CHECK (kind IN ('email', 'slack', 'webhook', 'sms', 'other')),
    target VARCHAR NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT true,
    created_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'utc')
);

CREATE TABLE alert_rule_channels (
    alert_rule_id INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE,
    channel_id INTEGER NOT NULL REFERENCES notification_channels (id) ON DELETE RESTRICT,
    minimum_severity alertseverity NOT NULL DEFAULT 'WARNING',
    PRIMARY KEY (alert_rule_id, channel_id)
);
CREATE INDEX ix_alert_rule_channels_channel_id ON alert_rule_channels (channel_id);

-- Maintenance

CREATE TABLE maintenance_windows (
    id SERIAL PRIMARY KEY,
    site_id INTEGER REFERENCES sites (id) ON DELETE CASCADE,
    device_id INTEGER REFERENCES devices (id) ON DELETE CASCADE,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    reason VARCHAR NOT NULL,
    created_by_id INTEGER REFERENCES users (id),
    CONSTRAINT maintenance_windows_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT maintenance_windows_one_scope CHECK ((site_id IS NULL) <> (device_id IS NULL))
);
CREATE INDEX ix_maintenance_windows_period ON maintenance_windows (starts_at, ends_at);

CREATE TABLE maintenance_window_mutes (
    window_id INTEGER NOT NULL REFERENCES maintenance_windows (id) ON DELETE CASCADE,
    channel_id INTEGER NOT NULL REFERENCES notification_channels (id) ON DELETE CASCADE,
    PRIMARY KEY (window_id, channel_id)
);
CREATE INDEX ix_maintenance_window_mutes_channel_id ON maintenance_window_mutes (channel_id);

-- For the dashboard

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
