-- Create initial postgres schema
--
-- Revision ID: 0001_init_postgres
-- Revises:
-- Create Date: 2025-10-20 10:30:00
-- Branch Labels: postgres

-- migrate:up
CREATE TYPE userrole AS ENUM ('ADMIN', 'OPERATOR', 'AUDITOR', 'READONLY');
CREATE TYPE alertseverity AS ENUM ('INFO', 'WARNING', 'CRITICAL');

CREATE TABLE alert_rules (
    id SERIAL PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    condition VARCHAR NOT NULL,
    threshold VARCHAR,
    notification_channel VARCHAR
);

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
    details_json JSON,
    ip_address VARCHAR,
    "timestamp" TIMESTAMP
);

CREATE TABLE devices (
    id SERIAL PRIMARY KEY,
    name VARCHAR NOT NULL,
    ip_address VARCHAR NOT NULL,
    device_type VARCHAR NOT NULL,
    vendor VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    os_version VARCHAR NOT NULL,
    location VARCHAR,
    is_active BOOLEAN NOT NULL,
    snmp_config JSON,
    ssh_config JSON,
    api_config JSON,
    created_by_id INTEGER REFERENCES users (id),
    created_at TIMESTAMP,
    updated_at TIMESTAMP,
    deleted_at TIMESTAMP
);
CREATE INDEX ix_devices_id ON devices (id);
CREATE UNIQUE INDEX ix_devices_ip_address ON devices (ip_address);
CREATE UNIQUE INDEX ix_devices_name ON devices (name);

CREATE TABLE alerts (
    id SERIAL PRIMARY KEY,
    device_id INTEGER NOT NULL REFERENCES devices (id),
    alert_type VARCHAR NOT NULL,
    severity alertseverity NOT NULL,
    message VARCHAR,
    acknowledged BOOLEAN,
    created_at TIMESTAMP
);

-- Secrets stay in the vault; only their path is kept here.
CREATE TABLE credentials (
    id SERIAL PRIMARY KEY,
    device_id INTEGER NOT NULL REFERENCES devices (id),
    credential_type VARCHAR NOT NULL,
    vault_path VARCHAR NOT NULL UNIQUE
);
CREATE INDEX ix_credentials_id ON credentials (id);

-- migrate:down
DROP TABLE credentials;
DROP TABLE alerts;
DROP TABLE devices;
DROP TABLE audit_logs;
DROP TABLE users;
DROP TABLE alert_rules;

-- A dropped table leaves its enum types behind, and the next upgrade would find them in its way.
DROP TYPE alertseverity;
DROP TYPE userrole;
