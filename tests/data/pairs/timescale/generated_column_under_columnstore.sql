-- What TimescaleDB refuses while the columnstore is on: a generated column, another storage.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
-- from:
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms real);
SELECT create_hypertable('ping', 'at');
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5), ('2024-03-01 00:00+00', 'b', 2.5);
SELECT compress_chunk(c) FROM show_chunks('ping') AS c LIMIT 1;
-- to:
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms real, us double precision GENERATED ALWAYS AS (ms * 1000) STORED);
ALTER TABLE ping ALTER host SET STORAGE external;
SELECT create_hypertable('ping', 'at');
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
