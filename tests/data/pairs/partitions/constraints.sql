-- Checks and foreign keys of a partitioned table, and those of one partition alone.
-- from:
CREATE TABLE ref (id integer PRIMARY KEY);
CREATE TABLE p (id integer NOT NULL, a integer) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
ALTER TABLE p ADD CONSTRAINT gone CHECK (a < 1000);
INSERT INTO ref VALUES (1); INSERT INTO p VALUES (1, 1);
-- to:
CREATE TABLE ref (id integer PRIMARY KEY);
CREATE TABLE p (id integer NOT NULL, a integer CONSTRAINT p_a_fkey REFERENCES ref) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
ALTER TABLE p ADD CONSTRAINT come CHECK (a > 0);
ALTER TABLE p_1 ADD CONSTRAINT own CHECK (a < 50);
