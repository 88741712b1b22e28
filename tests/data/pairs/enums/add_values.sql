-- Values at the start, in the middle and at the end.
-- from:
CREATE TYPE size AS ENUM ('s', 'l');
CREATE TABLE shirt (id integer PRIMARY KEY, size size DEFAULT 's', sizes size[]);
INSERT INTO shirt VALUES (1, 's', '{s,l}'), (2, 'l', NULL);
-- to:
CREATE TYPE size AS ENUM ('xs', 's', 'm', 'l', 'xl', 'xxl');
CREATE TABLE shirt (id integer PRIMARY KEY, size size DEFAULT 's', sizes size[]);
