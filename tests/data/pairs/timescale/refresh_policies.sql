-- Refresh policies, also two of them on one aggregate.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at');
CREATE MATERIALIZED VIEW a WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, avg(ms) AS mean FROM ping GROUP BY 1 WITH NO DATA;
CREATE MATERIALIZED VIEW b WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, max(ms) AS most FROM ping GROUP BY 1 WITH NO DATA;
CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, min(ms) AS least FROM ping GROUP BY 1 WITH NO DATA;
-- from:
SELECT add_continuous_aggregate_policy('a', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
SELECT add_continuous_aggregate_policy('a', start_offset => INTERVAL '30 days', end_offset => INTERVAL '3 days', schedule_interval => INTERVAL '1 day');
SELECT add_continuous_aggregate_policy('b', start_offset => NULL, end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
-- to:
SELECT add_continuous_aggregate_policy('a', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '30 minutes');
SELECT add_continuous_aggregate_policy('b', start_offset => INTERVAL '3 days', end_offset => NULL, schedule_interval => INTERVAL '1 hour', buckets_per_batch => 5, refresh_newest_first => false);
SELECT add_continuous_aggregate_policy('c', start_offset => INTERVAL '2 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
SELECT add_continuous_aggregate_policy('c', start_offset => INTERVAL '20 days', end_offset => INTERVAL '2 days', schedule_interval => INTERVAL '12 hours');
