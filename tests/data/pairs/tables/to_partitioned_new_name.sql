-- A partitioned table with partitions stands beside the plain one.
-- from:
CREATE TABLE plain (id integer NOT NULL, at date NOT NULL);
INSERT INTO plain VALUES (1, '2024-03-03');
-- to:
CREATE TABLE plain (id integer NOT NULL, at date NOT NULL);
CREATE TABLE split (id integer NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE split_2024 PARTITION OF split FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE split_rest PARTITION OF split DEFAULT;
CREATE INDEX split_at_idx ON split (at);
