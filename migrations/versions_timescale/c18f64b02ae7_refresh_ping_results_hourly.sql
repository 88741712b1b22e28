-- refresh ping_results_hourly
--
-- Revision ID: c18f64b02ae7
-- Revises: 3a9c5e1d70f6
-- Create Date: 2025-11-21 11:58:40

-- Refreshing commits as it goes, hence no transaction. Both statements may be repeated after an interruption.

-- migrate:up transaction:false
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        CALL refresh_continuous_aggregate('ping_results_hourly', NULL, NULL);
    ELSE
        RAISE WARNING 'No TimescaleDB Community Edition: ping_results_hourly has nothing to refresh';
    END IF;
END
$$;

DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        PERFORM add_continuous_aggregate_policy('ping_results_hourly',
            start_offset => INTERVAL '3 days',
            end_offset => INTERVAL '1 hour',
            schedule_interval => INTERVAL '1 hour',
            if_not_exists => true);
    END IF;
END
$$;

-- migrate:down
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        PERFORM remove_continuous_aggregate_policy('ping_results_hourly');
    END IF;
END
$$;
