-- Instruments and their readings: partitions, functions, generated columns.
-- from:
CREATE TABLE device (id integer PRIMARY KEY, kind text NOT NULL, place text);
CREATE TABLE reading (device_id integer NOT NULL REFERENCES device, at timestamp with time zone NOT NULL, value real) PARTITION BY RANGE (at);
CREATE TABLE reading_a PARTITION OF reading FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2024-07-01 00:00+00');
CREATE TABLE reading_b PARTITION OF reading FOR VALUES FROM ('2024-07-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE INDEX reading_device_idx ON reading (device_id);
CREATE VIEW last_reading AS SELECT DISTINCT ON (device_id) device_id, at, value FROM reading ORDER BY device_id, at DESC;
INSERT INTO device VALUES (1, 'heat', 'roof'), (2, 'rain', 'yard');
INSERT INTO reading VALUES (1, '2024-02-02 00:00+00', 1.5), (2, '2024-08-08 00:00+00', 2.5);
-- to:
CREATE TYPE device_kind AS ENUM ('heat', 'rain', 'wind');
CREATE FUNCTION to_f(c double precision) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT c * 1.8 + 32';
CREATE TABLE device (id integer PRIMARY KEY, kind device_kind NOT NULL, place text DEFAULT 'unknown' NOT NULL, UNIQUE (kind, place));
CREATE TABLE reading (device_id integer NOT NULL REFERENCES device ON DELETE CASCADE, at timestamp with time zone NOT NULL, value double precision, f double precision GENERATED ALWAYS AS (to_f(value)) STORED, CONSTRAINT reading_pkey PRIMARY KEY (device_id, at)) PARTITION BY RANGE (at);
CREATE TABLE reading_a PARTITION OF reading FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2024-07-01 00:00+00');
CREATE TABLE reading_b PARTITION OF reading FOR VALUES FROM ('2024-07-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE reading_c PARTITION OF reading FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2025-07-01 00:00+00');
CREATE VIEW last_reading AS SELECT DISTINCT ON (device_id) device_id, at, value, f FROM reading ORDER BY device_id, at DESC;
CREATE MATERIALIZED VIEW daily AS SELECT device_id, date_trunc('day', at) AS day, avg(value) AS mean FROM reading GROUP BY device_id, date_trunc('day', at);
