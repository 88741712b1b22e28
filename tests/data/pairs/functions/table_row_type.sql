-- A function takes and returns the row of a table that changes.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE FUNCTION of_row(r t) RETURNS integer LANGUAGE sql AS 'SELECT r.n';
INSERT INTO t VALUES (1, 2);
-- to:
CREATE TABLE t (id integer, n integer, m integer);
CREATE FUNCTION of_row(r t) RETURNS integer LANGUAGE sql AS 'SELECT r.n + r.m';
CREATE FUNCTION all_rows() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
