-- A hypertable with rows gets a second dimension, by hash.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE flow (at timestamp with time zone NOT NULL, src integer NOT NULL, bytes bigint);
SELECT create_hypertable('flow', 'at');
INSERT INTO flow VALUES ('2024-01-01 00:00+00', 1, 10), ('2024-02-01 00:00+00', 2, 20);
-- from:
-- to:
SELECT add_dimension('flow', by_hash('src', 4));
