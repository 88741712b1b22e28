-- Foreign keys: added, dropped, other actions, other columns.
-- from:
CREATE TABLE a (id integer PRIMARY KEY, k integer UNIQUE);
CREATE TABLE b (id integer PRIMARY KEY, a1 integer CONSTRAINT b_a1 REFERENCES a, a2 integer CONSTRAINT b_a2 REFERENCES a, a3 integer CONSTRAINT b_a3 REFERENCES a, a4 integer);
INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1, 1, 1, 1, 1);
-- to:
CREATE TABLE a (id integer PRIMARY KEY, k integer UNIQUE);
CREATE TABLE b (id integer PRIMARY KEY, a1 integer CONSTRAINT b_a1 REFERENCES a ON DELETE CASCADE ON UPDATE SET NULL, a2 integer CONSTRAINT b_a2 REFERENCES a (k), a3 integer, a4 integer CONSTRAINT b_a4 REFERENCES a ON DELETE SET DEFAULT);
