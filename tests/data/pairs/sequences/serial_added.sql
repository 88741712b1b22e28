-- A plain key becomes a serial one, and another stops being one.
-- from:
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id serial PRIMARY KEY, v text);
INSERT INTO a VALUES (1), (2);
INSERT INTO b (v) VALUES ('x'), ('y');
-- to:
CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY, v text);
