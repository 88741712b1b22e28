-- Only the case of names differs: they are other objects.
-- from:
CREATE TABLE users (id integer, name text);
INSERT INTO users VALUES (1, 'a');
-- to:
CREATE TABLE "Users" (id integer, name text);
CREATE TABLE users (id integer, "Name" text);
