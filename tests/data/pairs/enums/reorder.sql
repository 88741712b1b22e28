-- The values are the same in another order.
-- from:
CREATE TYPE rank AS ENUM ('low', 'mid', 'high');
CREATE TABLE job (id integer PRIMARY KEY, rank rank);
CREATE INDEX job_rank_idx ON job (rank);
INSERT INTO job VALUES (1, 'low'), (2, 'high');
-- to:
CREATE TYPE rank AS ENUM ('high', 'mid', 'low');
CREATE TABLE job (id integer PRIMARY KEY, rank rank);
CREATE INDEX job_rank_idx ON job (rank);
