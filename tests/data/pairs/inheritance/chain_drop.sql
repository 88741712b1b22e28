-- The middle of a chain of three goes.
-- from:
CREATE TABLE a (id integer);
CREATE TABLE b (n integer) INHERITS (a);
CREATE TABLE c (m integer) INHERITS (b);
INSERT INTO c VALUES (1, 2, 3);
-- to:
CREATE TABLE a (id integer);
CREATE TABLE c (n integer, m integer) INHERITS (a);
