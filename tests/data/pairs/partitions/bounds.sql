-- The bounds of a partition change; its rows stay.
-- from:
CREATE TABLE p (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
INSERT INTO p VALUES (1, 'a'), (11, 'b');
-- to:
CREATE TABLE p (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (-5) TO (5);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (5) TO (40);
