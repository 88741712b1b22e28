-- Inherited checks, and those that are not.
-- from:
CREATE TABLE base (id integer, n integer, CONSTRAINT gone CHECK (n < 100));
CREATE TABLE kid () INHERITS (base);
INSERT INTO kid VALUES (1, 2);
-- to:
CREATE TABLE base (id integer, n integer, CONSTRAINT come CHECK (n > 0), CONSTRAINT alone CHECK (id > 0) NO INHERIT);
CREATE TABLE kid (CONSTRAINT own CHECK (n > 1)) INHERITS (base);
