-- A foreign key points to a partitioned table.
-- from:
CREATE TABLE p (id integer PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE c (id integer, p_id integer);
INSERT INTO p VALUES (1, 'a'); INSERT INTO c VALUES (1, 1);
-- to:
CREATE TABLE p (id integer PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
CREATE TABLE c (id integer, p_id integer CONSTRAINT c_p REFERENCES p ON DELETE CASCADE);
