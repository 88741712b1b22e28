-- Comments of columns and of their table.
-- from:
CREATE TABLE note (id integer PRIMARY KEY, a text, b text, c text);
COMMENT ON TABLE note IS 'Old words';
COMMENT ON COLUMN note.a IS 'first';
COMMENT ON COLUMN note.b IS 'second';
INSERT INTO note VALUES (1, 'a', 'b', 'c');
-- to:
CREATE TABLE note (id integer PRIMARY KEY, a text, b text, c text);
COMMENT ON TABLE note IS 'It''s said
on two lines';
COMMENT ON COLUMN note.b IS 'changed';
COMMENT ON COLUMN note.c IS E'with a \\ in it';
