-- Chunks, compression, an aggregate and policies on both sides: nothing to do.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY 1, 2 WITH NO DATA;
SELECT add_retention_policy('ping', INTERVAL '100 years');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5), ('2024-03-01 00:00+00', 'b', 2.5);
-- from:
SELECT compress_chunk(c) FROM show_chunks('ping') AS c LIMIT 1;
-- to:
