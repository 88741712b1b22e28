-- The owner of a table, a view, a sequence, a function, a type and a schema.
-- from:
CREATE SCHEMA app;
CREATE TABLE app.t (id integer PRIMARY KEY);
CREATE VIEW app.v AS SELECT id FROM app.t;
CREATE MATERIALIZED VIEW app.m AS SELECT id FROM app.t;
CREATE SEQUENCE app.s;
CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TYPE app.e AS ENUM ('a');
CREATE DOMAIN app.d AS integer;
INSERT INTO app.t VALUES (1);
-- to:
CREATE SCHEMA app AUTHORIZATION pair_owner;
CREATE TABLE app.t (id integer PRIMARY KEY);
CREATE VIEW app.v AS SELECT id FROM app.t;
CREATE MATERIALIZED VIEW app.m AS SELECT id FROM app.t;
CREATE SEQUENCE app.s;
CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TYPE app.e AS ENUM ('a');
CREATE DOMAIN app.d AS integer;
ALTER TABLE app.t OWNER TO pair_owner;
ALTER VIEW app.v OWNER TO pair_owner;
ALTER MATERIALIZED VIEW app.m OWNER TO pair_owner;
ALTER SEQUENCE app.s OWNER TO pair_owner;
ALTER FUNCTION app.f() OWNER TO pair_owner;
ALTER TYPE app.e OWNER TO pair_owner;
ALTER DOMAIN app.d OWNER TO pair_owner;
