-- Real time on and off, and the interval of the aggregate's own chunks.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
CREATE MATERIALIZED VIEW a WITH (timescaledb.continuous, timescaledb.materialized_only = true) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, avg(ms) AS mean FROM ping GROUP BY 1 WITH NO DATA;
CREATE MATERIALIZED VIEW b WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, max(ms) AS most FROM ping GROUP BY 1 WITH NO DATA;
CREATE VIEW on_b AS SELECT * FROM b;
-- from:
SELECT set_chunk_time_interval('b', INTERVAL '3 days');
-- to:
ALTER MATERIALIZED VIEW a SET (timescaledb.materialized_only = false);
ALTER MATERIALIZED VIEW b SET (timescaledb.materialized_only = true);
SELECT set_chunk_time_interval('a', INTERVAL '30 days');
CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous, timescaledb.chunk_interval = '5 days') AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, max(ms) AS most FROM ping GROUP BY 1, 2 WITH NO DATA;
