-- Storage parameters of keys are set in place.
-- from:
CREATE TABLE seat (row integer, n integer, code text, CONSTRAINT seat_key PRIMARY KEY (row, n), CONSTRAINT seat_code UNIQUE (code) WITH (fillfactor = 80));
INSERT INTO seat VALUES (1, 2, 'a');
-- to:
CREATE TABLE seat (row integer, n integer, code text, CONSTRAINT seat_key PRIMARY KEY (row, n) WITH (fillfactor = 70), CONSTRAINT seat_code UNIQUE (code));
CREATE TABLE box (n integer CONSTRAINT box_key PRIMARY KEY WITH (fillfactor = 60));
