-- One value makes place for another at the same position; no row holds it.
-- from:
CREATE TYPE colour AS ENUM ('red', 'grene', 'blue');
CREATE TABLE paint (id integer PRIMARY KEY, colour colour);
INSERT INTO paint VALUES (1, 'red'), (2, 'blue');
-- to:
CREATE TYPE colour AS ENUM ('red', 'green', 'blue');
CREATE TABLE paint (id integer PRIMARY KEY, colour colour);
