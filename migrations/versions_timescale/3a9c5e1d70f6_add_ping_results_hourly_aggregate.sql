-- add ping_results_hourly aggregate
--
-- Revision ID: 3a9c5e1d70f6
-- Revises: d72a40be918c
-- Create Date: 2025-11-21 11:12:29

-- migrate:up
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        -- WITH NO DATA: filling it can't be done in a transaction, the next revision does so.
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
    ELSE
        RAISE WARNING 'No TimescaleDB Community Edition: ping_results_hourly is a plain view, computed on every read';
        CREATE VIEW ping_results_hourly AS
        SELECT
            date_trunc('hour', "timestamp") AS bucket,
            device_id,
            count(*) AS pings,
            count(*) FILTER (WHERE is_alive) AS replies,
            min(rtt_avg_ms) AS rtt_min_ms,
            avg(rtt_avg_ms) AS rtt_avg_ms,
            max(rtt_avg_ms) AS rtt_max_ms,
            avg(packet_loss_percent) AS packet_loss_percent
        FROM ping_results
        GROUP BY 1, 2;
    END IF;
END
$$;

-- migrate:down
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        DROP MATERIALIZED VIEW ping_results_hourly;
    ELSE
        DROP VIEW ping_results_hourly;
    END IF;
END
$$;
