-- An attribute changes its type while a table uses it.
-- changes: cart.item
-- from:
CREATE TYPE item AS (sku text, amount integer);
CREATE TABLE cart (id integer PRIMARY KEY, item item);
INSERT INTO cart VALUES (1, ROW('a', 3));
-- to:
CREATE TYPE item AS (sku text, amount bigint);
CREATE TABLE cart (id integer PRIMARY KEY, item item);
