-- Logged and unlogged, with rows in them.
-- from:
CREATE TABLE cache (id integer PRIMARY KEY, value text);
CREATE UNLOGGED TABLE safe (id integer PRIMARY KEY, value text);
INSERT INTO cache VALUES (1, 'a');
INSERT INTO safe VALUES (1, 'b');
-- to:
CREATE UNLOGGED TABLE cache (id integer PRIMARY KEY, value text);
CREATE TABLE safe (id integer PRIMARY KEY, value text);
