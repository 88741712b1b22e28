-- Chunks by another column: no statement does that, so the rows are copied.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (sent timestamp with time zone NOT NULL, got timestamp with time zone NOT NULL, ms real);
-- from:
SELECT create_hypertable('ping', 'sent');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', '2024-01-01 00:01+00', 1.5), ('2024-03-01 00:00+00', '2024-03-01 00:01+00', 2.5);
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, sent) AS bucket, avg(ms) AS mean FROM ping GROUP BY 1 WITH NO DATA;
-- to:
SELECT create_hypertable('ping', 'got');
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, got) AS bucket, avg(ms) AS mean FROM ping GROUP BY 1 WITH NO DATA;
