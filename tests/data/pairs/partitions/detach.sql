-- A partition becomes a table of its own and keeps its rows, index and key.
-- from:
CREATE TABLE p (id integer PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
CREATE INDEX p_v_idx ON p (v);
INSERT INTO p VALUES (1, 'a'), (11, 'b');
-- to:
CREATE TABLE p (id integer PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 (id integer PRIMARY KEY, v text);
CREATE INDEX p_1_v_idx ON p_1 (v);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
CREATE INDEX p_v_idx ON p (v);
