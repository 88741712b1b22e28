-- A collation is another one under the same name, and a column has it.
-- from:
CREATE COLLATION c1 (provider = icu, locale = 'de');
CREATE TABLE t (id integer, v text COLLATE c1);
CREATE INDEX t_v ON t (v);
INSERT INTO t VALUES (1, 'x');
-- to:
CREATE COLLATION c1 (provider = icu, locale = 'sv');
CREATE TABLE t (id integer, v text COLLATE c1);
CREATE INDEX t_v ON t (v);
