-- The collation of columns changes; the rows stay.
-- from:
CREATE TABLE word (id integer PRIMARY KEY, a text, b text COLLATE "C", c text COLLATE "C");
CREATE INDEX word_b_idx ON word (b);
INSERT INTO word VALUES (1, 'x', 'y', 'z'), (2, 'Ä', 'Ö', NULL);
-- to:
CREATE TABLE word (id integer PRIMARY KEY, a text COLLATE "C", b text, c text COLLATE "POSIX");
CREATE INDEX word_b_idx ON word (b);
