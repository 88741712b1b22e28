-- Columns of a partitioned table: added, dropped, another type, another default, not null.
-- from:
CREATE TABLE p (id integer NOT NULL, a integer, b text, c text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
INSERT INTO p VALUES (1, 2, 'b', 'c'), (11, 3, 'b', 'c');
-- to:
CREATE TABLE p (id integer NOT NULL, a bigint DEFAULT 1 NOT NULL, b text, d date DEFAULT CURRENT_DATE) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20);
ALTER TABLE p_2 ALTER COLUMN b SET DEFAULT 'only here';
