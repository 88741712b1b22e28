-- The expression of one changes, the other becomes a plain column and keeps what it holds.
-- from:
CREATE TABLE area (id integer PRIMARY KEY, w integer, h integer, size integer GENERATED ALWAYS AS (w * h) STORED, half integer GENERATED ALWAYS AS (w / 2) STORED);
CREATE INDEX area_size_idx ON area (size);
INSERT INTO area (id, w, h) VALUES (1, 4, 5), (2, 6, 7);
-- to:
CREATE TABLE area (id integer PRIMARY KEY, w integer, h integer, size integer GENERATED ALWAYS AS ((w * h) * 2) STORED, half integer);
CREATE INDEX area_size_idx ON area (size);
