-- A view reads the column whose type changes.
-- from:
CREATE TABLE sale (id integer PRIMARY KEY, amount integer, sold_on date);
CREATE VIEW sale_by_day AS SELECT sold_on, sum(amount) AS total FROM sale GROUP BY sold_on;
COMMENT ON VIEW sale_by_day IS 'What each day brought';
INSERT INTO sale VALUES (1, 5, '2024-01-01'), (2, 7, '2024-01-02');
-- to:
CREATE TABLE sale (id integer PRIMARY KEY, amount bigint, sold_on date);
CREATE VIEW sale_by_day AS SELECT sold_on, sum(amount) AS total FROM sale GROUP BY sold_on;
COMMENT ON VIEW sale_by_day IS 'What each day brought';
