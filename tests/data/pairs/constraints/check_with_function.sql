-- A check calls a function that is new, too.
-- from:
CREATE TABLE phone (id integer PRIMARY KEY, number text);
INSERT INTO phone VALUES (1, '555');
-- to:
CREATE FUNCTION is_number(value text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT value ~ '^[0-9]+$' $$;
CREATE TABLE phone (id integer PRIMARY KEY, number text CONSTRAINT phone_number_check CHECK (is_number(number)));
