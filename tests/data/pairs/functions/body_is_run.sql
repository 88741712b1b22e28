-- A materialized view runs a function whose quoted body names what comes later by its name.
-- from:
CREATE TABLE fact (n integer);
INSERT INTO fact VALUES (3);
-- to:
CREATE TABLE fact (n integer);
CREATE MATERIALIZED VIEW zoo AS SELECT n FROM fact;
CREATE FUNCTION zebra() RETURNS SETOF zoo LANGUAGE sql STABLE AS 'SELECT * FROM zoo';
CREATE FUNCTION ant() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM public.zebra()';
CREATE MATERIALIZED VIEW bee AS SELECT ant() AS n;
