-- Nothing but names: each constraint is renamed in place.
-- from:
CREATE TABLE owner (id integer CONSTRAINT owner_one PRIMARY KEY, tax text CONSTRAINT tax_one UNIQUE);
CREATE TABLE house (owner integer CONSTRAINT house_one REFERENCES owner, rooms integer CONSTRAINT rooms_one CHECK (rooms > 0));
COMMENT ON CONSTRAINT rooms_one ON house IS 'no empty plots';
INSERT INTO owner VALUES (1, 't');
INSERT INTO house VALUES (1, 4);
-- to:
CREATE TABLE owner (id integer CONSTRAINT owner_two PRIMARY KEY, tax text CONSTRAINT tax_two UNIQUE);
CREATE TABLE house (owner integer CONSTRAINT house_two REFERENCES owner, rooms integer CONSTRAINT rooms_two CHECK (rooms > 0));
COMMENT ON CONSTRAINT rooms_two ON house IS 'houses only';
