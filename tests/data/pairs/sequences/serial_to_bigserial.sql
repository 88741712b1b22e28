-- The column and its sequence grow together.
-- from:
CREATE TABLE t (id serial PRIMARY KEY, v text);
INSERT INTO t (v) VALUES ('a'), ('b');
-- to:
CREATE TABLE t (id bigserial PRIMARY KEY, v text);
