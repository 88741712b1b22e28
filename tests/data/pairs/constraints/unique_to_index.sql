-- A unique constraint and a unique index change places under their names.
-- from:
CREATE TABLE swap (a integer CONSTRAINT swap_a UNIQUE, b integer);
CREATE UNIQUE INDEX swap_b ON swap (b);
INSERT INTO swap VALUES (1, 2);
-- to:
CREATE TABLE swap (a integer, b integer CONSTRAINT swap_b UNIQUE);
CREATE UNIQUE INDEX swap_a ON swap (a);
