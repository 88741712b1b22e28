-- The same names in two schemas, and references across.
-- from:
CREATE SCHEMA a; CREATE SCHEMA b;
CREATE TABLE a.t (id integer PRIMARY KEY);
CREATE TABLE b.t (id integer PRIMARY KEY, a_id integer);
CREATE INDEX t_idx ON b.t (a_id);
INSERT INTO a.t VALUES (1); INSERT INTO b.t VALUES (1, 1);
-- to:
CREATE SCHEMA a; CREATE SCHEMA b;
CREATE TABLE a.t (id bigint PRIMARY KEY, note text);
CREATE INDEX t_idx ON a.t (note);
CREATE TABLE b.t (id integer PRIMARY KEY, a_id bigint CONSTRAINT t_a REFERENCES a.t);
CREATE INDEX t_idx ON b.t (a_id DESC);
CREATE VIEW b.v AS SELECT t.id, o.note FROM b.t JOIN a.t o ON o.id = t.a_id;
