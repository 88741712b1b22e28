-- n_distinct and its like.
-- from:
CREATE TABLE fact (id integer PRIMARY KEY, a integer, b integer);
ALTER TABLE fact ALTER COLUMN a SET (n_distinct = 100);
INSERT INTO fact VALUES (1, 2, 3);
-- to:
CREATE TABLE fact (id integer PRIMARY KEY, a integer, b integer);
ALTER TABLE fact ALTER COLUMN a SET (n_distinct = -0.5, n_distinct_inherited = -1);
ALTER TABLE fact ALTER COLUMN b SET (n_distinct = 7);
