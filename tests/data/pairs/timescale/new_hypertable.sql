-- A new hypertable with two dimensions, compression and policies.
-- needs: timescaledb
-- from:
CREATE EXTENSION timescaledb;
-- to:
CREATE EXTENSION timescaledb;
CREATE TABLE flow (at timestamp with time zone NOT NULL, src integer NOT NULL, bytes bigint);
SELECT create_hypertable('flow', 'at', chunk_time_interval => INTERVAL '6 hours');
SELECT add_dimension('flow', 'src', number_partitions => 4);
ALTER TABLE flow SET (timescaledb.compress, timescaledb.compress_segmentby = 'src', timescaledb.compress_orderby = 'at DESC');
SELECT add_compression_policy('flow', INTERVAL '7 days');
SELECT add_retention_policy('flow', INTERVAL '90 days');
CREATE INDEX flow_src ON flow (src, at DESC);
