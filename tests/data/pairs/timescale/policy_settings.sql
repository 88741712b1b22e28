-- What alter_job() sets: retries, limits, the pause, further parts of the configuration, fixed schedules.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE a (at timestamp with time zone NOT NULL, v real);
CREATE TABLE b (at timestamp with time zone NOT NULL, v real);
CREATE TABLE c (at timestamp with time zone NOT NULL, v real);
SELECT create_hypertable('a', 'at'), create_hypertable('b', 'at'), create_hypertable('c', 'at');
ALTER TABLE a SET (timescaledb.compress);
ALTER TABLE c SET (timescaledb.compress);
-- from:
SELECT add_compression_policy('a', INTERVAL '7 days', schedule_interval => INTERVAL '1 day');
SELECT alter_job(add_retention_policy('b', INTERVAL '1 year'), max_retries => 3, scheduled => false);
-- to:
SELECT alter_job(job_id, config => config || '{"maxchunks_to_compress": 4}', max_runtime => INTERVAL '1 hour') FROM add_compression_policy('a', INTERVAL '7 days', schedule_interval => INTERVAL '1 day') AS new(id) JOIN timescaledb_information.jobs ON job_id = new.id;
SELECT alter_job(add_retention_policy('b', INTERVAL '1 year'), retry_period => INTERVAL '1 hour');
SELECT add_compression_policy('c', INTERVAL '30 days', schedule_interval => INTERVAL '1 day', initial_start => '2035-01-01 02:00+00', timezone => 'Europe/Berlin');
