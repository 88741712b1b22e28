-- The columnstore of continuous aggregates: on, off with a compressed chunk, other settings.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5);
CREATE MATERIALIZED VIEW a WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY 1, 2;
CREATE MATERIALIZED VIEW b WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, max(ms) AS most FROM ping GROUP BY 1, 2;
CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, min(ms) AS least FROM ping GROUP BY 1, 2;
-- from:
ALTER MATERIALIZED VIEW a SET (timescaledb.compress);
SELECT compress_chunk(k) FROM show_chunks('a') AS k;
ALTER MATERIALIZED VIEW c SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
SELECT compress_chunk(k) FROM show_chunks('c') AS k;
-- to:
ALTER MATERIALIZED VIEW b SET (timescaledb.compress, timescaledb.compress_segmentby = 'host', timescaledb.compress_orderby = 'bucket DESC');
ALTER MATERIALIZED VIEW c SET (timescaledb.compress, timescaledb.compress_segmentby = '', timescaledb.compress_orderby = 'bucket');
