-- The key goes and its column may be null afterwards.
-- from:
CREATE TABLE loose (id integer PRIMARY KEY, v text);
INSERT INTO loose VALUES (1, 'a');
-- to:
CREATE TABLE loose (id integer, v text);
