-- A partition moves from one table to another.
-- from:
CREATE TABLE p (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE q (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF p FOR VALUES FROM (0) TO (10);
INSERT INTO part VALUES (3, 'x');
-- to:
CREATE TABLE p (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE q (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF q FOR VALUES FROM (0) TO (100);
