-- A narrower type wouldn't take the bounds that the sequence has.
-- changes: meter.id
-- from:
CREATE TABLE meter (id bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 9000000000), place text);
INSERT INTO meter (place) VALUES ('cellar');
-- to:
CREATE TABLE meter (id integer GENERATED ALWAYS AS IDENTITY, place text);
