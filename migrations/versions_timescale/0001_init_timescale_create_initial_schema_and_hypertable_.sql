-- Create initial schema and hypertable for TimescaleDB
--
-- Revision ID: 0001_init_timescale
-- Revises:
-- Create Date: 2025-10-20 10:31:00
-- Branch Labels: timescale

-- This revision decides for the whole branch. Where the server can't load TimescaleDB, the extension is not
-- created, and every revision makes do with plain tables and views, with a warning each.

-- migrate:up
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        RAISE NOTICE 'TimescaleDB is already installed in this database';

    -- The loader defines this setting. Without it CREATE EXTENSION would end the whole session.
    ELSIF current_setting('timescaledb.disable_load', true) IS NULL
          OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb') THEN
        RAISE WARNING 'TimescaleDB is not available on this server: the metrics are kept in PLAIN tables, '
                      'without chunks, compression, retention or continuous aggregates'
            USING HINT = 'Install TimescaleDB, add timescaledb to shared_preload_libraries, restart the server, '
                         'then downgrade to base and upgrade again.';

    -- The library stays in a session that has used it, and refuses to be created a second time there. Its settings
    -- are listed only then, even where the server's configuration names them.
    ELSIF EXISTS (SELECT FROM pg_settings WHERE name = 'timescaledb.license') THEN
        RAISE EXCEPTION 'TimescaleDB was dropped in this session and can''t be created again in it'
            USING HINT = 'Connect again, then repeat the upgrade.';

    ELSE
        CREATE EXTENSION timescaledb WITH SCHEMA public;
    END IF;
END
$$;

CREATE TABLE device_metrics (
    time TIMESTAMPTZ NOT NULL,
    device_id INTEGER NOT NULL,
    metric_name VARCHAR NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (time, device_id, metric_name)
);
-- As create_hypertable would name it.
CREATE INDEX device_metrics_time_idx ON device_metrics (time DESC);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        PERFORM create_hypertable('device_metrics', 'time', chunk_time_interval => INTERVAL '7 days');
    ELSE
        RAISE WARNING 'No TimescaleDB: device_metrics is a plain table';
    END IF;
END
$$;

-- migrate:down
DROP TABLE device_metrics;

-- The extension goes as well where it is ours and nobody else has put it to use.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension
               WHERE extname = 'timescaledb' AND pg_get_userbyid(extowner) = current_user) THEN
        IF NOT EXISTS (SELECT FROM timescaledb_information.hypertables) THEN
            DROP EXTENSION timescaledb;
        END IF;
    END IF;
END
$$;
