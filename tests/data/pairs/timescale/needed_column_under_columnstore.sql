-- A NOT NULL column without a default, on a hypertable that has no rows yet.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
-- from:
CREATE TABLE ping (at timestamp with time zone NOT NULL, ms real);
SELECT create_hypertable('ping', 'at');
ALTER TABLE ping SET (timescaledb.compress);
-- to:
CREATE TABLE ping (at timestamp with time zone NOT NULL, ms real, host text NOT NULL);
SELECT create_hypertable('ping', 'at');
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
