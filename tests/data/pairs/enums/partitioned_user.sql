-- A partitioned table uses the enum that loses a value.
-- from:
CREATE TYPE kind AS ENUM ('x', 'y', 'z');
CREATE TABLE ev (id integer NOT NULL, k kind DEFAULT 'x') PARTITION BY RANGE (id);
CREATE TABLE ev_1 PARTITION OF ev FOR VALUES FROM (0) TO (100);
INSERT INTO ev VALUES (1, 'x'), (2, 'y');
-- to:
CREATE TYPE kind AS ENUM ('x', 'y');
CREATE TABLE ev (id integer NOT NULL, k kind DEFAULT 'x') PARTITION BY RANGE (id);
CREATE TABLE ev_1 PARTITION OF ev FOR VALUES FROM (0) TO (100);
