-- Names that need quotes, in schemas that need them, with columns that do.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE SCHEMA "Odd ""Schema";
-- from:
-- to:
CREATE TABLE "Odd ""Schema"."Ping's Table" ("The Time" timestamp with time zone NOT NULL, "Host, Name" text, "select" double precision);
SELECT create_hypertable('"Odd ""Schema"."Ping''s Table"', 'The Time', chunk_time_interval => INTERVAL '1 day');
ALTER TABLE "Odd ""Schema"."Ping's Table" SET (timescaledb.compress, timescaledb.compress_segmentby = '"Host, Name"', timescaledb.compress_orderby = '"The Time" DESC,"select"');
CREATE MATERIALIZED VIEW "Odd ""Schema"."By Hour" WITH (timescaledb.continuous) AS SELECT time_bucket('01:00:00'::interval, "The Time") AS "The Bucket", "Host, Name", avg("select") AS "Mean" FROM "Odd ""Schema"."Ping's Table" GROUP BY 1, 2 WITH NO DATA;
CREATE INDEX "By Mean" ON "Odd ""Schema"."By Hour" ("Mean");
ALTER MATERIALIZED VIEW "Odd ""Schema"."By Hour" SET (timescaledb.compress, timescaledb.compress_segmentby = '"Host, Name"');
SELECT add_retention_policy('"Odd ""Schema"."Ping''s Table"', INTERVAL '30 days');
SELECT add_continuous_aggregate_policy('"Odd ""Schema"."By Hour"', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');
SELECT add_compression_policy('"Odd ""Schema"."By Hour"', INTERVAL '30 days', schedule_interval => INTERVAL '1 day');
SELECT add_reorder_policy('"Odd ""Schema"."Ping''s Table"', 'Ping''s Table_The Time_idx');
CREATE PROCEDURE "Odd ""Schema"."Do It"(job_id integer, config jsonb) LANGUAGE plpgsql AS $$ BEGIN END $$;
SELECT add_job('"Odd ""Schema"."Do It"', INTERVAL '1 hour', config => '{"it''s": "odd"}');
