-- Columns come, go and change their type while chunks are compressed.
-- needs: timescaledb
-- changes: ping.ms
-- both:
CREATE EXTENSION timescaledb;
-- from:
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, site integer, ms real, old integer);
SELECT create_hypertable('ping', 'at');
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host', timescaledb.compress_orderby = 'at DESC, old');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1, 1.5, 7), ('2024-03-01 00:00+00', 'b', 2, 2.5, 8);
SELECT compress_chunk(c) FROM show_chunks('ping') AS c;
-- to:
CREATE TABLE ping (at timestamp with time zone NOT NULL, site integer, ms double precision, seen timestamp with time zone NOT NULL DEFAULT now(), tries integer NOT NULL DEFAULT 3, note text);
SELECT create_hypertable('ping', 'at');
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'site', timescaledb.compress_orderby = 'at DESC');
