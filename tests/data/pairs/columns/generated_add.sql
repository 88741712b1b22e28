-- Stored generated columns come, next to the column they read.
-- from:
CREATE TABLE line (id integer PRIMARY KEY, price numeric, amount integer);
INSERT INTO line VALUES (1, 2.5, 4);
-- to:
CREATE TABLE line (id integer PRIMARY KEY, price numeric, amount integer, total numeric GENERATED ALWAYS AS (price * amount) STORED, label text GENERATED ALWAYS AS ('n' || (id)::text) STORED);
CREATE INDEX line_total_idx ON line (total);
