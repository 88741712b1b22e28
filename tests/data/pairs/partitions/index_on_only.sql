-- An index of the parent that is attached to no partition, and one that is.
-- from:
CREATE TABLE p (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE INDEX p_1_v ON p_1 (v);
-- to:
CREATE TABLE p (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE INDEX p_1_v ON p_1 (v);
CREATE INDEX p_v ON ONLY p (v);
ALTER INDEX p_v ATTACH PARTITION p_1_v;
