-- And identity serial.
-- from:
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
INSERT INTO t (v) VALUES ('a'), ('b'), ('c');
-- to:
CREATE TABLE t (id serial PRIMARY KEY, v text);
