-- Children of plain tables, one with two parents.
-- from:
CREATE TABLE a (id integer, x text);
INSERT INTO a VALUES (1, 'p');
-- to:
CREATE TABLE a (id integer, x text);
CREATE TABLE b (y text, CONSTRAINT b_y CHECK (y <> ''));
CREATE TABLE ab (own integer) INHERITS (a, b);
ALTER TABLE ab ALTER COLUMN x SET DEFAULT 'of ab';
