-- The interval of the chunks to come.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, ms double precision);
-- from:
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 1.5), ('2024-02-01 00:00+00', 2.5);
-- to:
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 hour');
