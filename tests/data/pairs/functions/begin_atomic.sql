-- SQL-standard bodies, whose references the server knows.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(n) FROM t; END;
INSERT INTO t VALUES (1, 5);
-- to:
CREATE TABLE t (id integer, n bigint, m integer);
CREATE FUNCTION helper(i bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN i + 1;
CREATE FUNCTION total() RETURNS numeric LANGUAGE sql BEGIN ATOMIC SELECT sum(helper(n) + m) FROM t; END;
