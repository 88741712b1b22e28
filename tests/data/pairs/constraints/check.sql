-- Checks: body changed under the same name, added, dropped, NO INHERIT.
-- from:
CREATE TABLE c (a integer, b integer, c integer, CONSTRAINT c_a CHECK (a > 0), CONSTRAINT c_gone CHECK (b <> 5), CONSTRAINT c_inherit CHECK (c > 0));
INSERT INTO c VALUES (20, 1, 1);
-- to:
CREATE TABLE c (a integer, b integer, c integer, CONSTRAINT c_a CHECK (a > 10), CONSTRAINT c_new CHECK (((a + b) > c)), CONSTRAINT c_inherit CHECK (c > 0) NO INHERIT);
