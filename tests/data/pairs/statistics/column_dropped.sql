-- A column of a statistics object goes.
-- from:
CREATE TABLE t (a integer, b integer, c integer);
CREATE STATISTICS s ON a, b, c FROM t;
-- to:
CREATE TABLE t (a integer, b integer);
CREATE STATISTICS s ON a, b FROM t;
