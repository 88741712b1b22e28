-- The column that an atomic body reads changes its type; the function is the same.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE FUNCTION has_big() RETURNS boolean LANGUAGE sql BEGIN ATOMIC SELECT EXISTS (SELECT 1 FROM t WHERE n > 100); END;
CREATE VIEW v AS SELECT has_big() AS yes;
GRANT EXECUTE ON FUNCTION has_big() TO pair_reader;
INSERT INTO t VALUES (1, 5);
-- to:
CREATE TABLE t (id integer, n bigint);
CREATE FUNCTION has_big() RETURNS boolean LANGUAGE sql BEGIN ATOMIC SELECT EXISTS (SELECT 1 FROM t WHERE n > 100); END;
CREATE VIEW v AS SELECT has_big() AS yes;
GRANT EXECUTE ON FUNCTION has_big() TO pair_reader;
