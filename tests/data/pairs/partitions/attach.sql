-- A table with rows becomes a partition.
-- from:
CREATE TABLE p (id integer NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 (id integer NOT NULL, v text);
INSERT INTO p_1 VALUES (1, 'a'), (2, 'b');
-- to:
CREATE TABLE p (id integer NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
