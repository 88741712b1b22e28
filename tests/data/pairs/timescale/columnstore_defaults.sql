-- Settings go back to what TimescaleDB chooses, and a table by no column at all to one by its own choice.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE a (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('a', 'at');
CREATE TABLE b (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('b', 'at');
INSERT INTO a VALUES ('2024-01-01 00:00+00', 'a', 1.5);
-- from:
ALTER TABLE a SET (timescaledb.compress, timescaledb.compress_segmentby = 'host', timescaledb.compress_orderby = 'at, ms DESC NULLS LAST');
ALTER TABLE b SET (timescaledb.compress, timescaledb.compress_segmentby = '');
SELECT compress_chunk(c) FROM show_chunks('a') AS c;
-- to:
ALTER TABLE a SET (timescaledb.compress, timescaledb.compress_orderby = 'at DESC');
ALTER TABLE b SET (timescaledb.compress);
