-- A continuous aggregate with another query: made anew with its policies, columnstore, privileges, comments and the views on it.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5), ('2024-02-01 00:00+00', 'b', 2.5);
-- from:
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY 1, 2;
ALTER MATERIALIZED VIEW hourly SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
SELECT add_continuous_aggregate_policy('hourly', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
SELECT add_compression_policy('hourly', INTERVAL '70 years', schedule_interval => INTERVAL '1 day');
SELECT add_retention_policy('hourly', INTERVAL '100 years');
GRANT SELECT ON hourly TO pair_reader;
COMMENT ON VIEW hourly IS 'by the hour';
COMMENT ON COLUMN hourly.mean IS 'of the round trips';
CREATE INDEX hourly_mean ON hourly (mean);
CREATE VIEW best AS SELECT bucket, min(mean) AS mean FROM hourly GROUP BY bucket;
-- to:
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean, max(ms) AS most FROM ping GROUP BY 1, 2;
ALTER MATERIALIZED VIEW hourly SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
SELECT add_continuous_aggregate_policy('hourly', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
SELECT add_compression_policy('hourly', INTERVAL '70 years', schedule_interval => INTERVAL '1 day');
SELECT add_retention_policy('hourly', INTERVAL '100 years');
GRANT SELECT ON hourly TO pair_reader;
COMMENT ON VIEW hourly IS 'by the hour';
COMMENT ON COLUMN hourly.mean IS 'of the round trips';
CREATE INDEX hourly_mean ON hourly (mean);
CREATE VIEW best AS SELECT bucket, min(mean) AS mean FROM hourly GROUP BY bucket;
