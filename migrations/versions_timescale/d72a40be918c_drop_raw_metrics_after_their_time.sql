-- drop raw metrics after their time
--
-- Revision ID: d72a40be918c
-- Revises: 6e03c8f5a19b
-- Create Date: 2025-11-17 15:20:08

-- migrate:up
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        PERFORM add_retention_policy('ping_results', INTERVAL '90 days');
        PERFORM add_retention_policy('device_metrics', INTERVAL '1 year');
        PERFORM add_retention_policy('interface_metrics', INTERVAL '180 days');
    ELSE
        RAISE WARNING 'No TimescaleDB Community Edition: old metrics are not dropped by themselves'
            USING HINT = 'Delete them from a nightly job.';
    END IF;
END
$$;

-- migrate:down
-- What a policy has dropped meanwhile does not come back.
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        PERFORM remove_retention_policy('interface_metrics');
        PERFORM remove_retention_policy('device_metrics');
        PERFORM remove_retention_policy('ping_results');
    END IF;
END
$$;
