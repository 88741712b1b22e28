-- Desired state of SOTP's metrics: what the head of the branch `timescale` gives where TimescaleDB is at hand.
-- Loads into an empty database of a server that preloads TimescaleDB.

CREATE EXTENSION IF NOT EXISTS timescaledb WITH SCHEMA public;

CREATE TABLE device_metrics (
    time TIMESTAMPTZ NOT NULL,
    device_id INTEGER NOT NULL,
    metric_name VARCHAR NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (time, device_id, metric_name)
);
CREATE INDEX device_metrics_time_idx ON device_metrics (time DESC);
CREATE INDEX ix_device_metrics_name_device_id ON device_metrics (metric_name, device_id, time DESC);

-- SNMP's IF-MIB counters (RFC 2863), as polled.
CREATE TABLE interface_metrics (
    time TIMESTAMPTZ NOT NULL,
    device_id INTEGER NOT NULL,
    if_index INTEGER NOT NULL,
    oper_up BOOLEAN NOT NULL,
    in_octets NUMERIC(20) NOT NULL,
    out_octets NUMERIC(20) NOT NULL,
    in_errors BIGINT NOT NULL DEFAULT 0,
    out_errors BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (device_id, if_index, time)
);
CREATE INDEX interface_metrics_time_idx ON interface_metrics (time DESC);

CREATE TABLE ping_results (
    "timestamp" TIMESTAMP NOT NULL,
    device_id INTEGER NOT NULL,
    ip_address VARCHAR(45) NOT NULL,
    is_alive BOOLEAN NOT NULL,
    rtt_avg_ms DOUBLE PRECISION,
    packet_loss_percent DOUBLE PRECISION,
    diagnostic_message VARCHAR,
    PRIMARY KEY ("timestamp", device_id)
);
CREATE INDEX ix_ping_results_device_id ON ping_results (device_id);
CREATE INDEX ix_ping_results_is_alive ON ping_results (is_alive);
CREATE INDEX ping_results_timestamp_idx ON ping_results ("timestamp" DESC);

SELECT create_hypertable('device_metrics', 'time', chunk_time_interval => INTERVAL '7 days');
SELECT create_hypertable('interface_metrics', 'time', chunk_time_interval => INTERVAL '1 day');
SELECT create_hypertable('ping_results', 'timestamp', chunk_time_interval => INTERVAL '1 day');

-- Compression after a week, retention by kind

ALTER TABLE device_metrics SET (
    timescaledb.compress,
    timescaledb.compress_segmentby = 'device_id, metric_name',
    timescaledb.compress_orderby = 'time DESC'
);
ALTER TABLE interface_metrics SET (
    timescaledb.compress,
    timescaledb.compress_segmentby = 'device_id, if_index',
    timescaledb.compress_orderby = 'time DESC'
);
ALTER TABLE ping_results SET (
    timescaledb.compress,
    timescaledb.compress_segmentby = 'device_id',
    timescaledb.compress_orderby = '"timestamp" DESC'
);
SELECT add_compression_policy('device_metrics', INTERVAL '7 days');
SELECT add_compression_policy('interface_metrics', INTERVAL '7 days');
SELECT add_compression_policy('ping_results', INTERVAL '7 days');

SELECT add_retention_policy('device_metrics', INTERVAL '1 year');
SELECT add_retention_policy('interface_metrics', INTERVAL '180 days');
SELECT add_retention_policy('ping_results', INTERVAL '90 days');

-- Aggregates of the pings: they outlive the raw rows

CREATE MATERIALIZED VIEW ping_results_hourly
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT
    time_bucket(INTERVAL '1 hour', "timestamp") AS bucket,
    device_id,
    count(*) AS pings,
    count(*) FILTER (WHERE is_alive) AS replies,
    min(rtt_avg_ms) AS rtt_min_ms,
    avg(rtt_avg_ms) AS rtt_avg_ms,
    max(rtt_avg_ms) AS rtt_max_ms,
    avg(packet_loss_percent) AS packet_loss_percent
FROM ping_results
GROUP BY 1, 2
WITH NO DATA;

CREATE MATERIALIZED VIEW ping_results_daily
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT
    time_bucket(INTERVAL '1 day', bucket) AS bucket,
    device_id,
    sum(pings)::bigint AS pings,
    sum(replies)::bigint AS replies,
    min(rtt_min_ms) AS rtt_min_ms,
    sum(rtt_avg_ms * replies) / nullif(sum(replies), 0)::double precision AS rtt_avg_ms,
    max(rtt_max_ms) AS rtt_max_ms
FROM ping_results_hourly
GROUP BY 1, 2
WITH NO DATA;

SELECT add_continuous_aggregate_policy('ping_results_hourly',
    start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
SELECT add_continuous_aggregate_policy('ping_results_daily',
    start_offset => INTERVAL '10 days', end_offset => INTERVAL '1 day', schedule_interval => INTERVAL '12 hours');

CREATE VIEW device_availability AS
SELECT
    device_id,
    bucket::date AS day,
    pings,
    pings - replies AS lost,
    round(100.0 * replies / nullif(pings, 0), 3) AS availability_percent
FROM ping_results_daily;

COMMENT ON VIEW device_availability IS 'Share of answered pings, one row a device and day (UTC)';
