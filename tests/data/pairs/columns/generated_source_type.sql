-- The column that a generated one reads changes its type.
-- from:
CREATE TABLE tank (id integer PRIMARY KEY, litres integer, gallons double precision GENERATED ALWAYS AS ((litres)::double precision * 0.264) STORED);
INSERT INTO tank (id, litres) VALUES (1, 100);
-- to:
CREATE TABLE tank (id integer PRIMARY KEY, litres double precision, gallons double precision GENERATED ALWAYS AS (litres * 0.264) STORED);
