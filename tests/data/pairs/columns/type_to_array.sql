-- A text becomes an array of texts and back.
-- from:
CREATE TABLE post (id integer PRIMARY KEY, tags text, marks integer[]);
INSERT INTO post VALUES (1, '{red,blue}', '{1,2}'), (2, NULL, NULL);
-- to:
CREATE TABLE post (id integer PRIMARY KEY, tags text[], marks bigint[]);
