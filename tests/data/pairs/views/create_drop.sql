-- Views come and go, each on another.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE VIEW old1 AS SELECT id FROM t;
CREATE VIEW old2 AS SELECT id FROM old1;
INSERT INTO t VALUES (1, 2);
-- to:
CREATE TABLE t (id integer, n integer);
CREATE VIEW z_first AS SELECT id, n FROM t WHERE n > 0;
CREATE VIEW a_second AS SELECT id FROM z_first;
COMMENT ON VIEW a_second IS 'stands on the other';
COMMENT ON COLUMN a_second.id IS 'the number';
