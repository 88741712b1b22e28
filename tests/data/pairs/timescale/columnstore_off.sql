-- Compression is switched off although a chunk is compressed.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5), ('2024-03-01 00:00+00', 'b', 2.5);
-- from:
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
SELECT add_compression_policy('ping', INTERVAL '70 years');
SELECT compress_chunk(c) FROM show_chunks('ping') AS c;
-- to:
