-- Default, nullability, constraints and comments of domains.
-- from:
CREATE DOMAIN a AS integer DEFAULT 1;
CREATE DOMAIN b AS integer NOT NULL;
CREATE DOMAIN c AS integer CONSTRAINT c_low CHECK (VALUE > 0) CONSTRAINT c_gone CHECK (VALUE <> 7);
CREATE DOMAIN d AS text;
CREATE TABLE t (id integer, a a, b b, c c, d d);
INSERT INTO t VALUES (1, 1, 1, 20, 'x');
-- to:
CREATE DOMAIN a AS integer;
CREATE DOMAIN b AS integer DEFAULT 5;
CREATE DOMAIN c AS integer CONSTRAINT c_low CHECK (VALUE > 10) CONSTRAINT c_high CHECK (VALUE < 100);
CREATE DOMAIN d AS text DEFAULT 'x'::text NOT NULL;
COMMENT ON CONSTRAINT c_low ON DOMAIN c IS 'low end';
CREATE TABLE t (id integer, a a, b b, c c, d d);
