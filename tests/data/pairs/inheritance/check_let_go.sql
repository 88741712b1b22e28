-- A child keeps a check that its parent drops.
-- from:
CREATE TABLE cup (size integer CONSTRAINT cup_size CHECK (size > 0));
CREATE TABLE mug (handle text) INHERITS (cup);
INSERT INTO mug VALUES (3, 'left');
-- to:
CREATE TABLE cup (size integer);
CREATE TABLE mug (handle text, CONSTRAINT cup_size CHECK (size > 0)) INHERITS (cup);
