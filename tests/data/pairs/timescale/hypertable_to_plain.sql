-- A hypertable with chunks becomes a plain table; its rows come along.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE host (id integer PRIMARY KEY);
INSERT INTO host VALUES (1), (2);
CREATE TABLE ping (at timestamp with time zone NOT NULL, host integer NOT NULL REFERENCES host, ms double precision CHECK (ms >= 0), PRIMARY KEY (at, host));
CREATE INDEX ping_ms ON ping (ms);
COMMENT ON COLUMN ping.ms IS 'round trip';
-- from:
SELECT create_hypertable('ping', 'at', create_default_indexes => false);
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
SELECT add_retention_policy('ping', INTERVAL '100 years');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 1, 1.5), ('2024-02-01 00:00+00', 2, 2.5);
SELECT compress_chunk(c) FROM show_chunks('ping') AS c LIMIT 1;
-- to:
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 1, 1.5), ('2024-02-01 00:00+00', 2, 2.5);
