-- Other numbers: partitions by hash, and the interval of a table with two dimensions.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE flow (at timestamp with time zone NOT NULL, src integer NOT NULL, bytes bigint);
-- from:
SELECT create_hypertable('flow', 'at', 'src', 4, chunk_time_interval => INTERVAL '1 day');
INSERT INTO flow VALUES ('2024-01-01 00:00+00', 1, 10), ('2024-02-01 00:00+00', 2, 20);
-- to:
SELECT create_hypertable('flow', 'at', 'src', 8, chunk_time_interval => INTERVAL '12 hours');
