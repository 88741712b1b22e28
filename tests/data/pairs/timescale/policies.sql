-- Retention goes, compression changes, both by their parameters.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at');
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
INSERT INTO ping VALUES (now(), 'a', 1.5);
-- from:
SELECT add_retention_policy('ping', INTERVAL '30 days');
SELECT add_compression_policy('ping', INTERVAL '7 days');
-- to:
SELECT add_compression_policy('ping', INTERVAL '2 days', schedule_interval => INTERVAL '6 hours');
