-- A plain table with rows becomes a hypertable.
-- needs: timescaledb
-- from:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text NOT NULL, ms double precision);
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5), ('2024-02-01 00:00+00', 'b', 2.5);
-- to:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text NOT NULL, ms double precision);
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5);
