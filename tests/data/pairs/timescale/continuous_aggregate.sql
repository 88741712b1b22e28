-- A continuous aggregate with its refresh policy comes.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5);
-- from:
-- to:
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous, timescaledb.materialized_only = true) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY time_bucket('01:00:00'::interval, at), host WITH NO DATA;
SELECT add_continuous_aggregate_policy('hourly', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
