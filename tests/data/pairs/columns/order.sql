-- Nothing differs but the order of the columns: no statement is due.
-- from:
CREATE TABLE pair (a integer, b text, c date);
INSERT INTO pair VALUES (1, 'x', '2024-01-01');
-- to:
CREATE TABLE pair (c date, a integer, b text);
