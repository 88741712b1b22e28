-- A domain over a domain, with a function in its check.
-- from:
CREATE FUNCTION is_even(i integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT i % 2 = 0';
CREATE DOMAIN base_d AS integer;
CREATE TABLE t (id base_d);
INSERT INTO t VALUES (2);
-- to:
CREATE FUNCTION is_even(i integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT i % 2 = 0';
CREATE DOMAIN base_d AS integer CHECK (VALUE > 0);
CREATE DOMAIN even_d AS base_d CONSTRAINT even_d_check CHECK (is_even((VALUE)::integer));
CREATE TABLE t (id base_d, e even_d);
