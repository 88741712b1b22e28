-- add ping_results_daily aggregate
--
-- Revision ID: 97e5d3a80b4c
-- Revises: c18f64b02ae7
-- Create Date: 2025-11-27 08:44:15

-- Built on the hourly one, and kept when the raw pings are dropped after 90 days.

-- migrate:up
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
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

        PERFORM add_continuous_aggregate_policy('ping_results_daily',
            start_offset => INTERVAL '10 days',
            end_offset => INTERVAL '1 day',
            schedule_interval => INTERVAL '12 hours');
    ELSE
        RAISE WARNING 'No TimescaleDB Community Edition: ping_results_daily is a plain view, computed on every read';
        CREATE VIEW ping_results_daily AS
        SELECT
            date_trunc('day', bucket) AS bucket,
            device_id,
            sum(pings)::bigint AS pings,
            sum(replies)::bigint AS replies,
            min(rtt_min_ms) AS rtt_min_ms,
            sum(rtt_avg_ms * replies) / nullif(sum(replies), 0)::double precision AS rtt_avg_ms,
            max(rtt_max_ms) AS rtt_max_ms
        FROM ping_results_hourly
        GROUP BY 1, 2;
    END IF;
END
$$;

-- migrate:down
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        -- Its refresh policy goes with it.
        DROP MATERIALIZED VIEW ping_results_daily;
    ELSE
        DROP VIEW ping_results_daily;
    END IF;
END
$$;
