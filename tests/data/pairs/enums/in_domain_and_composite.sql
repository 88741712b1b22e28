-- A domain and a composite type stand on the enum that is rebuilt.
-- from:
CREATE TYPE unit AS ENUM ('m', 'km', 'mile');
CREATE DOMAIN short_unit AS unit CONSTRAINT short_unit_check CHECK (VALUE <> 'km'::unit);
CREATE TYPE distance AS (amount numeric, unit unit);
CREATE TABLE trip (id integer PRIMARY KEY, u short_unit, d distance);
INSERT INTO trip VALUES (1, 'm', ROW(5, 'km'));
-- to:
CREATE TYPE unit AS ENUM ('km', 'm');
CREATE DOMAIN short_unit AS unit CONSTRAINT short_unit_check CHECK (VALUE <> 'km'::unit);
CREATE TYPE distance AS (amount numeric, unit unit);
CREATE TABLE trip (id integer PRIMARY KEY, u short_unit, d distance);
