-- A view shows a whole row, another is used as a row type by a function.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE VIEW v AS SELECT t AS row_of_t FROM t;
INSERT INTO t VALUES (1, 2);
-- to:
CREATE TABLE t (id integer, n integer, m text);
CREATE VIEW v AS SELECT t AS row_of_t FROM t;
CREATE VIEW w AS SELECT id, m FROM t;
CREATE FUNCTION first_w() RETURNS w LANGUAGE sql STABLE AS $$ SELECT * FROM w LIMIT 1 $$;
