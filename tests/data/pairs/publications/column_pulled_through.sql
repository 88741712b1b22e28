-- A published column goes, and one in a filter changes its type.
-- from:
CREATE TABLE a (id integer PRIMARY KEY, n integer, x text);
CREATE PUBLICATION p FOR TABLE a (id, n, x) WHERE (n > 5);
INSERT INTO a VALUES (1, 2, 'x');
-- to:
CREATE TABLE a (id integer PRIMARY KEY, n bigint);
CREATE PUBLICATION p FOR TABLE a (id, n) WHERE (n > 5);
