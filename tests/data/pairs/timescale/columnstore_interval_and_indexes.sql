-- Chunks merged while they are compressed, and sparse indexes.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE a (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('a', 'at', chunk_time_interval => INTERVAL '1 day');
CREATE TABLE b (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('b', 'at', chunk_time_interval => INTERVAL '1 day');
-- from:
ALTER TABLE a SET (timescaledb.compress, timescaledb.compress_orderby = 'at', timescaledb.compress_chunk_time_interval = '7 days', timescaledb.sparse_index = 'bloom(host)');
ALTER TABLE b SET (timescaledb.compress, timescaledb.compress_orderby = 'at');
-- to:
ALTER TABLE a SET (timescaledb.compress, timescaledb.compress_orderby = 'at');
ALTER TABLE b SET (timescaledb.compress, timescaledb.compress_orderby = 'at', timescaledb.compress_chunk_time_interval = '2 days', timescaledb.sparse_index = 'minmax(ms)');
