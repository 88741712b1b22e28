-- Columns of a hypertable with chunks: added, another type, with an index.
-- needs: timescaledb
-- from:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms real);
SELECT create_hypertable('ping', 'at');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5), ('2024-03-01 00:00+00', 'b', 2.5);
-- to:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision, loss integer DEFAULT 0);
SELECT create_hypertable('ping', 'at');
CREATE INDEX ping_host ON ping (host, at DESC);
