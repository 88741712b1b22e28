-- A second dimension by ranges of a number, as TimescaleDB's newer functions take it.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE flow (at timestamp with time zone NOT NULL, src integer NOT NULL, bytes bigint);
SELECT create_hypertable('flow', by_range('at', INTERVAL '1 day'));
-- from:
-- to:
SELECT add_dimension('flow', by_range('src', 100));
