-- Defaults come, go and change; among them an expression and a function.
-- from:
CREATE FUNCTION house_number() RETURNS integer LANGUAGE sql AS 'SELECT 7';
CREATE TABLE setting (id integer PRIMARY KEY, a integer, b integer DEFAULT 1, c text DEFAULT 'old', d date DEFAULT CURRENT_DATE, e integer DEFAULT 2);
INSERT INTO setting (id) VALUES (1);
-- to:
CREATE FUNCTION house_number() RETURNS integer LANGUAGE sql AS 'SELECT 7';
CREATE TABLE setting (id integer PRIMARY KEY, a integer DEFAULT 5, b integer, c text DEFAULT 'it''s new', d date DEFAULT (CURRENT_DATE + 1), e integer DEFAULT house_number());
