-- The sequence of an identity is logged otherwise than its table.
-- from:
CREATE TABLE visit (id integer GENERATED ALWAYS AS IDENTITY, page text);
INSERT INTO visit (page) VALUES ('home');
-- to:
CREATE TABLE visit (id integer GENERATED ALWAYS AS IDENTITY, page text);
ALTER SEQUENCE visit_id_seq SET UNLOGGED;
