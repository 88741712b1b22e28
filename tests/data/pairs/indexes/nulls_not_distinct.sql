-- NULLS NOT DISTINCT of a plain index.
-- from:
CREATE TABLE t (a integer, b integer);
CREATE UNIQUE INDEX t_a ON t (a);
CREATE UNIQUE INDEX t_b ON t (b) NULLS NOT DISTINCT;
INSERT INTO t VALUES (1, NULL);
-- to:
CREATE TABLE t (a integer, b integer);
CREATE UNIQUE INDEX t_a ON t (a) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX t_b ON t (b);
