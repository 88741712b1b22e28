-- A column changes its type under an aggregate and a view on that; another column, which it doesn't read, goes.
-- needs: timescaledb
-- changes: ping.ms
-- both:
CREATE EXTENSION timescaledb;
-- from:
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms real, spare integer);
SELECT create_hypertable('ping', 'at');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5, 3), ('2024-03-01 00:00+00', 'b', 2.5, 4);
CREATE MATERIALIZED VIEW top WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, max(ms) AS most FROM ping GROUP BY 1;
CREATE MATERIALIZED VIEW tally WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, count(*) AS pings FROM ping GROUP BY 1, 2;
CREATE VIEW recent AS SELECT bucket, most FROM top;
-- to:
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at');
CREATE MATERIALIZED VIEW top WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, max(ms) AS most FROM ping GROUP BY 1;
CREATE MATERIALIZED VIEW tally WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, count(*) AS pings FROM ping GROUP BY 1, 2;
CREATE VIEW recent AS SELECT bucket, most FROM top;
