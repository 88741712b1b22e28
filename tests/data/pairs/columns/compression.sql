-- The compression method of a column.
-- from:
CREATE TABLE page (id integer PRIMARY KEY, body text, head text COMPRESSION pglz);
INSERT INTO page VALUES (1, 'a', 'b');
-- to:
CREATE TABLE page (id integer PRIMARY KEY, body text COMPRESSION pglz, head text);
