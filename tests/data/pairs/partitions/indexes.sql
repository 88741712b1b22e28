-- Indexes and keys of a partitioned table with partitions.
-- from:
CREATE TABLE p (id integer NOT NULL, v text, w text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
CREATE INDEX p_gone ON p (w);
INSERT INTO p VALUES (1, 'a', 'b'), (11, 'c', 'd');
-- to:
CREATE TABLE p (id integer NOT NULL, v text, w text, CONSTRAINT p_pk PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
CREATE INDEX p_v ON p (v);
CREATE INDEX p_2_own ON p_2 (w);
