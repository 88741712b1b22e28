-- Columns of the parent change, with children that inherit them.
-- from:
CREATE TABLE base (id integer, v text, gone text);
CREATE TABLE kid (own text) INHERITS (base);
INSERT INTO kid VALUES (1, 'v', 'g', 'o');
-- to:
CREATE TABLE base (id bigint, v text NOT NULL, come integer DEFAULT 3);
CREATE TABLE kid (own text) INHERITS (base);
