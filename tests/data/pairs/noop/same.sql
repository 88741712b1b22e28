-- The same schema twice: nothing to do.
-- both:
CREATE TYPE e AS ENUM ('a', 'b');
CREATE DOMAIN d AS numeric(10,2) DEFAULT 0 CHECK (VALUE >= 0);
CREATE TABLE t (id serial PRIMARY KEY, e e DEFAULT 'a', d d, n integer GENERATED ALWAYS AS IDENTITY, v character varying(10) COLLATE "C" DEFAULT 'x'::character varying, at timestamp with time zone DEFAULT CURRENT_TIMESTAMP, CHECK (n > 0));
CREATE INDEX t_idx ON t (lower(v)) WHERE e = 'a';
CREATE VIEW v AS SELECT t.* FROM t WHERE id IN (1, 2, 3);
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM v;
CREATE FUNCTION f(a integer DEFAULT 1) RETURNS SETOF t LANGUAGE sql STABLE AS 'SELECT * FROM t';
GRANT SELECT ON t TO pair_reader;
INSERT INTO t (e) VALUES ('a');
-- from:
-- to:
