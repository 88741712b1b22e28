-- Statistics targets come, change and go.
-- from:
CREATE TABLE metric (id integer PRIMARY KEY, a integer, b integer, c integer);
ALTER TABLE metric ALTER COLUMN b SET STATISTICS 50;
ALTER TABLE metric ALTER COLUMN c SET STATISTICS 10;
INSERT INTO metric VALUES (1, 2, 3, 4);
-- to:
CREATE TABLE metric (id integer PRIMARY KEY, a integer, b integer, c integer);
ALTER TABLE metric ALTER COLUMN a SET STATISTICS 500;
ALTER TABLE metric ALTER COLUMN b SET STATISTICS 0;
