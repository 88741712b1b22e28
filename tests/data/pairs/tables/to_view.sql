-- A table makes place for a view of its name.
-- from:
CREATE TABLE base (id integer PRIMARY KEY, n integer);
CREATE TABLE summary (total bigint);
INSERT INTO base VALUES (1, 1);
-- to:
CREATE TABLE base (id integer PRIMARY KEY, n integer);
CREATE VIEW summary AS SELECT sum(n) AS total FROM base;
