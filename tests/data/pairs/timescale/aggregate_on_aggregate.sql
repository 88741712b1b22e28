-- Aggregates on aggregates: the lower one changes, so the upper one is made anew.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5);
-- from:
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, sum(ms) AS total FROM ping GROUP BY 1, 2 WITH NO DATA;
CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS SELECT time_bucket('1 day'::interval, bucket) AS bucket, host, sum(total) AS total FROM hourly GROUP BY 1, 2 WITH NO DATA;
SELECT add_continuous_aggregate_policy('daily', start_offset => INTERVAL '30 days', end_offset => INTERVAL '1 day', schedule_interval => INTERVAL '1 day');
-- to:
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, sum(ms) AS total, count(*) AS pings FROM ping GROUP BY 1, 2 WITH NO DATA;
CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS SELECT time_bucket('1 day'::interval, bucket) AS bucket, host, sum(total) AS total FROM hourly GROUP BY 1, 2 WITH NO DATA;
SELECT add_continuous_aggregate_policy('daily', start_offset => INTERVAL '30 days', end_offset => INTERVAL '1 day', schedule_interval => INTERVAL '1 day');
CREATE MATERIALIZED VIEW weekly WITH (timescaledb.continuous) AS SELECT time_bucket('7 days'::interval, bucket) AS bucket, sum(total) AS total FROM daily GROUP BY 1 WITH NO DATA;
CREATE VIEW latest AS SELECT * FROM daily ORDER BY bucket DESC LIMIT 10;
