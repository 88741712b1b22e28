-- A partition goes, and one that is there takes its values.
-- from:
CREATE TABLE city (code text, people integer) PARTITION BY LIST (code);
CREATE TABLE city_north PARTITION OF city FOR VALUES IN ('n', 'x');
CREATE TABLE city_far PARTITION OF city FOR VALUES IN ('f');
INSERT INTO city VALUES ('n', 5);
-- to:
CREATE TABLE city (code text, people integer) PARTITION BY LIST (code);
CREATE TABLE city_north PARTITION OF city FOR VALUES IN ('n', 'f');
CREATE TABLE city_rest PARTITION OF city FOR VALUES IN ('x');
