-- The extension itself comes with the first hypertable.
-- needs: timescaledb
-- both:
CREATE TABLE ping (at timestamp with time zone NOT NULL, host text, ms double precision);
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 'a', 1.5);
-- from:
-- to:
CREATE EXTENSION timescaledb;
SELECT create_hypertable('ping', 'at', migrate_data => true);
