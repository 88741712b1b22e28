-- Functions that need a table, a table that needs a function, a function that needs a function.
-- from:
CREATE TABLE seed (id integer PRIMARY KEY);
INSERT INTO seed VALUES (1);
-- to:
SET check_function_bodies = off;
CREATE TABLE seed (id integer PRIMARY KEY);
CREATE TABLE zeta (id integer PRIMARY KEY, n integer);
CREATE FUNCTION a_count() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM zeta';
CREATE FUNCTION a_twice() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 2 * z_inner()';
CREATE FUNCTION z_inner() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT a_count()';
CREATE TABLE alpha (id integer PRIMARY KEY, n bigint DEFAULT a_twice());
