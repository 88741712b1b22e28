-- Time as a number: chunks, the function that tells the present, and policies in the same unit.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE SCHEMA app;
CREATE FUNCTION app.now_a() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 5::bigint';
CREATE FUNCTION app.now_b() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 6::bigint';
-- from:
CREATE TABLE app.old (tick bigint NOT NULL, v integer);
SELECT create_hypertable('app.old', 'tick', chunk_time_interval => 1000);
SELECT set_integer_now_func('app.old', 'app.now_a');
INSERT INTO app.old VALUES (1, 1), (5000, 2);
SELECT add_retention_policy('app.old', 100000);
-- to:
CREATE TABLE app.old (tick bigint NOT NULL, v integer);
SELECT create_hypertable('app.old', 'tick', chunk_time_interval => 500);
SELECT set_integer_now_func('app.old', 'app.now_b');
SELECT add_retention_policy('app.old', 200000);
CREATE TABLE app.new (tick integer NOT NULL, v integer);
CREATE FUNCTION app.now_c() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 7';
SELECT create_hypertable('app.new', 'tick', chunk_time_interval => 10);
SELECT set_integer_now_func('app.new', 'app.now_c');
ALTER TABLE app.new SET (timescaledb.compress, timescaledb.compress_orderby = 'tick');
SELECT add_compression_policy('app.new', 100);
