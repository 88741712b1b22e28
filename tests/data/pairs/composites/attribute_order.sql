-- The attributes stand in another order, and a table uses the type.
-- changes: person.name
-- from:
CREATE TYPE full_name AS (last text, first text);
CREATE TABLE person (id integer PRIMARY KEY, name full_name);
INSERT INTO person VALUES (1, ROW('L', 'Ada'));
-- to:
CREATE TYPE full_name AS (first text, last text);
CREATE TABLE person (id integer PRIMARY KEY, name full_name);
