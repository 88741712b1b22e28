-- Owner, privileges and comments of a continuous aggregate.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at');
GRANT SELECT ON ping TO pair_owner;
CREATE MATERIALIZED VIEW a WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY 1, 2 WITH NO DATA;
CREATE MATERIALIZED VIEW b WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, max(ms) AS most FROM ping GROUP BY 1, 2 WITH NO DATA;
-- from:
COMMENT ON VIEW a IS 'old';
GRANT SELECT ON a TO pair_reader;
-- to:
COMMENT ON VIEW a IS 'new';
COMMENT ON COLUMN a.mean IS 'average';
GRANT SELECT ON a TO pair_reader, pair_writer;
ALTER MATERIALIZED VIEW b OWNER TO pair_owner;
