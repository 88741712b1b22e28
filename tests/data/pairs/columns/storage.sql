-- Storage and compression.
-- from:
CREATE TABLE blob_store (id integer PRIMARY KEY, a text, b text, c bytea);
ALTER TABLE blob_store ALTER COLUMN b SET STORAGE external;
INSERT INTO blob_store VALUES (1, 'a', 'b', '\x01');
-- to:
CREATE TABLE blob_store (id integer PRIMARY KEY, a text, b text, c bytea);
ALTER TABLE blob_store ALTER COLUMN a SET STORAGE main;
ALTER TABLE blob_store ALTER COLUMN c SET STORAGE external;
