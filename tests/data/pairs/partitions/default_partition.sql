-- A default partition comes; another goes out.
-- from:
CREATE TABLE p (id integer, v text) PARTITION BY LIST (v);
CREATE TABLE p_a PARTITION OF p FOR VALUES IN ('a');
CREATE TABLE q (id integer, v text) PARTITION BY LIST (v);
CREATE TABLE q_rest PARTITION OF q DEFAULT;
INSERT INTO q VALUES (1, 'z');
-- to:
CREATE TABLE p (id integer, v text) PARTITION BY LIST (v);
CREATE TABLE p_a PARTITION OF p FOR VALUES IN ('a', 'b', NULL);
CREATE TABLE p_rest PARTITION OF p DEFAULT;
CREATE TABLE q (id integer, v text) PARTITION BY LIST (v);
CREATE TABLE q_rest (id integer, v text);
