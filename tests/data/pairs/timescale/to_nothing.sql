-- All kinds at once, from nothing and back.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
-- from:
CREATE SCHEMA app;
CREATE TABLE app.host (id integer PRIMARY KEY, name text);
CREATE TABLE app.ping (at timestamp with time zone NOT NULL, host integer NOT NULL REFERENCES app.host, ms double precision, PRIMARY KEY (host, at));
SELECT create_hypertable('app.ping', 'at', chunk_time_interval => INTERVAL '1 day');
ALTER TABLE app.ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
CREATE MATERIALIZED VIEW app.hourly WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS SELECT time_bucket('01:00:00'::interval, at) AS bucket, host, avg(ms) AS mean FROM app.ping GROUP BY 1, 2 WITH NO DATA;
ALTER MATERIALIZED VIEW app.hourly SET (timescaledb.compress);
CREATE VIEW app.named AS SELECT h.name, bucket, mean FROM app.hourly JOIN app.host h ON h.id = host;
SELECT add_retention_policy('app.ping', INTERVAL '90 years'), add_compression_policy('app.ping', INTERVAL '70 years');
SELECT add_continuous_aggregate_policy('app.hourly', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
SELECT add_retention_policy('app.hourly', INTERVAL '100 years');
INSERT INTO app.host VALUES (1, 'a');
INSERT INTO app.ping VALUES ('2024-01-01 00:00+00', 1, 1.5), ('2024-03-01 00:00+00', 1, 2.5);
-- to:
