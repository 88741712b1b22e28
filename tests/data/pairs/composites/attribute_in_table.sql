-- An attribute is added to a type that a column has.
-- from:
CREATE TYPE addr AS (street text, town text);
CREATE TABLE person (id integer PRIMARY KEY, home addr);
INSERT INTO person VALUES (1, ROW('High St', 'Ulm'));
-- changes: person.home
-- to:
CREATE TYPE addr AS (street text, town text, zip text);
CREATE TABLE person (id integer PRIMARY KEY, home addr);
