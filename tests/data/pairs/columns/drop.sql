-- Columns go, one of them with a constraint and an index that go along.
-- from:
CREATE TABLE visitor (id bigint PRIMARY KEY, name text, age integer CONSTRAINT visitor_age_check CHECK (age > 0), badge text UNIQUE, note text);
CREATE INDEX visitor_age_idx ON visitor (age);
INSERT INTO visitor VALUES (1, 'Ada', 36, 'b1', 'x'), (2, 'Ben', 41, NULL, NULL);
-- to:
CREATE TABLE visitor (id bigint PRIMARY KEY, name text, note text);
