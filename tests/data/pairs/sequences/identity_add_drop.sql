-- Identity added to a key with rows; identity dropped.
-- from:
CREATE TABLE a (id integer PRIMARY KEY, v text);
CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
INSERT INTO a VALUES (1, 'x'), (2, 'y');
INSERT INTO b (v) VALUES ('x');
-- to:
CREATE TABLE a (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
CREATE TABLE b (id bigint NOT NULL PRIMARY KEY, v text);
