-- A plain table with rows is divided by time and by hash at once.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE flow (at timestamp with time zone NOT NULL, src integer NOT NULL, bytes bigint);
INSERT INTO flow VALUES ('2024-01-01 00:00+00', 1, 10), ('2024-02-01 00:00+00', 2, 20);
CREATE INDEX flow_at_idx ON flow (at DESC);
-- from:
-- to:
SELECT create_hypertable('flow', 'at', 'src', 3, create_default_indexes => false, migrate_data => true);
