-- Retention comes, goes, and drops later; one runs at another pace.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE a (at timestamp with time zone NOT NULL, v real);
CREATE TABLE b (at timestamp with time zone NOT NULL, v real);
CREATE TABLE c (at timestamp with time zone NOT NULL, v real);
CREATE TABLE d (at timestamp with time zone NOT NULL, v real);
SELECT create_hypertable('a', 'at'), create_hypertable('b', 'at'), create_hypertable('c', 'at'), create_hypertable('d', 'at');
INSERT INTO b VALUES (now(), 1);
-- from:
SELECT add_retention_policy('a', INTERVAL '30 days');
SELECT add_retention_policy('b', INTERVAL '30 days');
SELECT add_retention_policy('c', INTERVAL '30 days');
-- to:
SELECT add_retention_policy('b', INTERVAL '90 days');
SELECT add_retention_policy('c', INTERVAL '30 days', schedule_interval => INTERVAL '6 hours');
SELECT add_retention_policy('d', drop_created_before => INTERVAL '1 year');
