-- A typed table changes with its type.
-- from:
CREATE TYPE shape AS (edges integer, colour text);
CREATE TABLE drawing OF shape (edges DEFAULT 3);
INSERT INTO drawing VALUES (4, 'red');
-- to:
CREATE TYPE shape AS (edges integer, area numeric);
CREATE TABLE drawing OF shape (edges DEFAULT 3, area DEFAULT 1.5);
