-- A table begins to inherit, and another stops, with their rows.
-- from:
CREATE TABLE base (id integer NOT NULL, v text);
CREATE TABLE loose (id integer NOT NULL, v text, w text);
CREATE TABLE bound (w text) INHERITS (base);
INSERT INTO loose VALUES (1, 'a', 'b'); INSERT INTO bound VALUES (2, 'c', 'd');
-- to:
CREATE TABLE base (id integer NOT NULL, v text);
CREATE TABLE loose (id integer NOT NULL, v text, w text) INHERITS (base);
CREATE TABLE bound (id integer NOT NULL, v text, w text);
