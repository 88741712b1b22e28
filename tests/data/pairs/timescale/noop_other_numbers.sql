-- The same schema with other numbers of hypertables and jobs, other chunks, refreshed and compressed at one end only.
-- needs: timescaledb
-- from:
CREATE EXTENSION timescaledb;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
CREATE PROCEDURE tidy(job_id integer, config jsonb) LANGUAGE plpgsql AS $$ BEGIN END $$;
SELECT add_job('tidy', INTERVAL '1 hour', config => '{"keep": 3}');
SELECT add_retention_policy('ping', INTERVAL '100 years'), add_compression_policy('ping', INTERVAL '30 years', schedule_interval => INTERVAL '1 day');
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY 1, 2 WITH NO DATA;
CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT time_bucket('1 day'::interval, bucket) AS bucket, avg(mean) AS mean FROM hourly GROUP BY 1 WITH NO DATA;
CREATE INDEX ON daily (mean);
SELECT add_continuous_aggregate_policy('hourly', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5), ('2024-03-01 00:00+00', 'b', 2.5);
-- to:
CREATE EXTENSION timescaledb;
CREATE TABLE other (at timestamp with time zone NOT NULL);
SELECT create_hypertable('other', 'at');
SELECT add_retention_policy('other', INTERVAL '1 year');
DROP TABLE other;
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
SELECT create_hypertable('ping', 'at', chunk_time_interval => INTERVAL '1 day');
INSERT INTO ping VALUES ('2024-05-01 00:00+00', 'c', 1.5), ('2024-06-01 00:00+00', 'd', 2.5), ('2024-07-01 00:00+00', 'e', 3.5);
CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM ping GROUP BY 1, 2;
CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT time_bucket('1 day'::interval, bucket) AS bucket, avg(mean) AS mean FROM hourly GROUP BY 1;
CREATE INDEX ON daily (mean);
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
SELECT compress_chunk(c) FROM show_chunks('ping') AS c LIMIT 2;
SELECT add_continuous_aggregate_policy('hourly', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
SELECT add_compression_policy('ping', INTERVAL '30 years', schedule_interval => INTERVAL '1 day'), add_retention_policy('ping', INTERVAL '100 years');
CREATE PROCEDURE tidy(job_id integer, config jsonb) LANGUAGE plpgsql AS $$ BEGIN END $$;
SELECT add_job('tidy', INTERVAL '1 hour', config => '{"keep": 3}');
