-- New partitions say only what their table doesn't.
-- from:
CREATE TABLE job (day date NOT NULL, state text DEFAULT 'new', note text) PARTITION BY RANGE (day);
-- to:
CREATE TABLE job (day date NOT NULL, state text DEFAULT 'new', note text) PARTITION BY RANGE (day);
CREATE TABLE job_plain PARTITION OF job FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE job_own PARTITION OF job (state DEFAULT 'old', note NOT NULL) FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
