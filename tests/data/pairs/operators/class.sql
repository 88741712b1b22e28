-- An operator class and its family.
-- from:
CREATE TABLE t (n integer);
INSERT INTO t VALUES (3);
-- to:
CREATE FUNCTION back_cmp(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($2, $1)';
CREATE OPERATOR CLASS back_ops FOR TYPE integer USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 back_cmp(integer, integer);
CREATE TABLE t (n integer);
CREATE INDEX t_back ON t (n back_ops);
