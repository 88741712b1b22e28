-- Types, functions, tables, views and defaults that all need each other.
-- from:
CREATE TABLE root (id integer PRIMARY KEY);
INSERT INTO root VALUES (1);
-- to:
CREATE TABLE root (id integer PRIMARY KEY);
CREATE TYPE z_kind AS ENUM ('one', 'two');
CREATE DOMAIN y_kind AS z_kind DEFAULT 'one'::z_kind;
CREATE TYPE x_pair AS (k y_kind, n integer);
CREATE FUNCTION w_make(n integer) RETURNS x_pair LANGUAGE sql IMMUTABLE AS $$ SELECT 'one'::y_kind, n $$;
CREATE SEQUENCE v_seq;
CREATE TABLE u_table (id bigint DEFAULT nextval('v_seq'::regclass) PRIMARY KEY, pair x_pair DEFAULT w_make(1), kinds z_kind[]);
ALTER SEQUENCE v_seq OWNED BY u_table.id;
CREATE VIEW t_view AS SELECT id, (pair).k AS k, w_make(3) AS made FROM u_table;
CREATE FUNCTION s_count() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM t_view; END;
CREATE TABLE r_table (id integer PRIMARY KEY, n bigint DEFAULT s_count(), u bigint REFERENCES u_table, CONSTRAINT r_check CHECK (w_make(1) IS NOT NULL));
CREATE MATERIALIZED VIEW q_mat AS SELECT r.id, v.k FROM r_table r JOIN t_view v ON v.id = r.u;
CREATE INDEX p_index ON q_mat (k);
