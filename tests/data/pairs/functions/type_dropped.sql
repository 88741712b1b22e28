-- The types of a function's parameters go together with it.
-- from:
CREATE TYPE kind AS ENUM ('a');
CREATE DOMAIN nr AS integer;
CREATE FUNCTION f(k kind, n nr) RETURNS kind LANGUAGE sql AS 'SELECT k';
CREATE FUNCTION g(k kind[]) RETURNS SETOF nr LANGUAGE sql AS 'SELECT 1::nr';
-- to:
CREATE FUNCTION f(k text, n integer) RETURNS text LANGUAGE sql AS 'SELECT k';
