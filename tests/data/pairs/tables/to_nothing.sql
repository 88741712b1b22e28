-- And all of it away again.
-- from:
CREATE TYPE state AS ENUM ('new', 'old');
CREATE FUNCTION twice(i integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT i * 2';
CREATE TABLE thing (id serial PRIMARY KEY, state state DEFAULT 'new', amount integer DEFAULT twice(4));
CREATE VIEW thing_view AS SELECT id, twice(amount) AS amount FROM thing;
CREATE MATERIALIZED VIEW thing_sum AS SELECT sum(amount) AS total FROM thing_view;
-- to:
