-- Compression is switched on, and gets other settings.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE a (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('a', 'at');
CREATE TABLE b (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('b', 'at');
INSERT INTO b VALUES ('2024-01-01 00:00+00', 'a', 1.5);
-- from:
ALTER TABLE b SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
-- to:
ALTER TABLE a SET (timescaledb.compress, timescaledb.compress_segmentby = 'host', timescaledb.compress_orderby = 'at');
ALTER TABLE b SET (timescaledb.compress, timescaledb.compress_segmentby = '', timescaledb.compress_orderby = 'host, at DESC');
