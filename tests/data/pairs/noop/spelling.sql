-- One schema in two spellings.
-- from:
CREATE TABLE t (id int4 PRIMARY KEY, a varchar(5) DEFAULT 'x', b int8 CHECK (b IN (1, 2)), c bool DEFAULT 'true', d timestamptz, e decimal(5, 1), f "char", g float8);
CREATE VIEW v AS SELECT a, b FROM t WHERE b = ANY (ARRAY[1, 2]) AND NOT (c = false);
-- to:
CREATE TABLE public.t (id integer NOT NULL, a character varying(5) DEFAULT 'x'::character varying, b bigint, c boolean DEFAULT true, d timestamp with time zone, e numeric(5,1), f "char", g double precision);
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
ALTER TABLE t ADD CONSTRAINT t_b_check CHECK (b = ANY (ARRAY[1::bigint, 2::bigint]));
CREATE OR REPLACE VIEW v AS SELECT t.a, t.b FROM public.t WHERE t.b = ANY (ARRAY[1, 2]) AND NOT t.c = false;
