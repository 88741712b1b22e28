-- Constraints of a hypertable with a compressed chunk: validated, added, dropped.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE host (id integer PRIMARY KEY);
INSERT INTO host VALUES (1), (2);
CREATE TABLE ping (at timestamp with time zone NOT NULL, host integer, ms real);
SELECT create_hypertable('ping', 'at');
INSERT INTO ping VALUES ('2024-01-01 00:00+00', 1, 1.5), ('2024-03-01 00:00+00', 2, 2.5);
ALTER TABLE ping SET (timescaledb.compress, timescaledb.compress_segmentby = 'host');
-- from:
ALTER TABLE ping ADD CONSTRAINT positive CHECK (ms > 0) NOT VALID;
CREATE UNIQUE INDEX ping_once ON ping (host, at);
SELECT compress_chunk(c) FROM show_chunks('ping') AS c LIMIT 1;
-- to:
ALTER TABLE ping ADD CONSTRAINT positive CHECK (ms > 0);
ALTER TABLE ping ADD CONSTRAINT small CHECK (ms < 1000);
ALTER TABLE ping ADD FOREIGN KEY (host) REFERENCES host;
CREATE INDEX ping_host ON ping (host, at DESC);
