-- add interface_metrics hypertable
--
-- Revision ID: 0f8e2b6c47d1
-- Revises: 4852c1ce1a0f
-- Create Date: 2025-11-06 10:05:12

-- migrate:up
-- SNMP's IF-MIB counters (RFC 2863), as polled: rates are computed on reading.
CREATE TABLE interface_metrics (
    time TIMESTAMPTZ NOT NULL,
    device_id INTEGER NOT NULL,
    if_index INTEGER NOT NULL,
    oper_up BOOLEAN NOT NULL,
    in_octets NUMERIC(20) NOT NULL,
    out_octets NUMERIC(20) NOT NULL,
    in_errors BIGINT NOT NULL DEFAULT 0,
    out_errors BIGINT NOT NULL DEFAULT 0,
    -- The time column has to be part of every unique key of a hypertable.
    PRIMARY KEY (device_id, if_index, time)
);
CREATE INDEX interface_metrics_time_idx ON interface_metrics (time DESC);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        PERFORM create_hypertable('interface_metrics', 'time', chunk_time_interval => INTERVAL '1 day');
    ELSE
        RAISE WARNING 'No TimescaleDB: interface_metrics is a plain table';
    END IF;
END
$$;

-- migrate:down
DROP TABLE interface_metrics;
