-- A column with an identity becomes a plain one that takes NULL.
-- from:
CREATE TABLE ticket (id integer GENERATED ALWAYS AS IDENTITY, seat text);
INSERT INTO ticket (seat) VALUES ('7a'), ('7b');
-- to:
CREATE TABLE ticket (id integer, seat text);
