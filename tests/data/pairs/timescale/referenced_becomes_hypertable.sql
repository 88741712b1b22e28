-- A table with rows that a foreign key refers to becomes a hypertable.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE moment (at timestamp with time zone PRIMARY KEY, note text);
CREATE TABLE event (id integer PRIMARY KEY, at timestamp with time zone REFERENCES moment);
INSERT INTO moment VALUES ('2024-01-01 00:00+00', 'a'), ('2024-03-01 00:00+00', 'b');
INSERT INTO event VALUES (1, '2024-01-01 00:00+00');
-- from:
-- to:
ALTER TABLE event DROP CONSTRAINT event_at_fkey;
SELECT create_hypertable('moment', 'at', migrate_data => true);
ALTER TABLE event ADD CONSTRAINT event_at_fkey FOREIGN KEY (at) REFERENCES moment;
