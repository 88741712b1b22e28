-- Schemas come and go with all that is in them.
-- from:
CREATE SCHEMA old;
CREATE TABLE old.t (id integer PRIMARY KEY);
CREATE VIEW old.v AS SELECT id FROM old.t;
CREATE TABLE public.stay (id integer);
INSERT INTO public.stay VALUES (1);
-- to:
CREATE SCHEMA new AUTHORIZATION pair_owner;
COMMENT ON SCHEMA new IS 'fresh';
CREATE TYPE new.e AS ENUM ('a');
CREATE TABLE new.t (id integer PRIMARY KEY, e new.e);
CREATE TABLE public.stay (id integer);
GRANT USAGE ON SCHEMA new TO pair_reader;
