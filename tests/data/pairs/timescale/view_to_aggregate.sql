-- A plain view becomes a continuous aggregate, and a materialized one too; views on them follow.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5);
-- from:
CREATE VIEW hourly AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY 1, 2;
CREATE MATERIALIZED VIEW daily AS SELECT time_bucket('1 day'::interval, at) AS bucket, avg(ms) AS mean FROM ping GROUP BY 1;
CREATE VIEW both_of_them AS SELECT bucket, mean FROM hourly UNION ALL SELECT bucket, mean FROM daily;
-- to:
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY 1, 2 WITH NO DATA;
CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT time_bucket('1 day'::interval, at) AS bucket, avg(ms) AS mean FROM ping GROUP BY 1 WITH NO DATA;
CREATE VIEW both_of_them AS SELECT bucket, mean FROM hourly UNION ALL SELECT bucket, mean FROM daily;
