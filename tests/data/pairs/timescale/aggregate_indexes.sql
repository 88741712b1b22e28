-- Indexes of continuous aggregates: new, gone, named by TimescaleDB or by somebody, and an aggregate without the usual ones.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, site integer, ms double precision);
SELECT create_hypertable('ping', 'at');
CREATE MATERIALIZED VIEW a WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, site, avg(ms) AS mean FROM ping GROUP BY 1, 2, 3 WITH NO DATA;
CREATE MATERIALIZED VIEW b WITH (timescaledb.continuous, timescaledb.create_group_indexes = false) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, max(ms) AS most FROM ping GROUP BY 1, 2 WITH NO DATA;
CREATE INDEX b_host ON b (host);
-- from:
CREATE INDEX ON a (mean);
CREATE INDEX a_both ON a (host, site);
-- to:
CREATE INDEX a_both ON a (host, site DESC);
CREATE INDEX a_more ON a (mean, bucket);
CREATE INDEX ON b (host, bucket DESC);
COMMENT ON INDEX _timescaledb_internal.a_more IS 'wanted';
CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous, timescaledb.create_group_indexes = false) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, site, min(ms) AS least FROM ping GROUP BY 1, 2, 3 WITH NO DATA;
CREATE INDEX ON c (site, bucket DESC);
