-- Comments on indexes, and the statistics target of an expression.
-- from:
CREATE TABLE t (a text, b text);
CREATE INDEX t_a ON t (lower(a));
CREATE INDEX t_b ON t (b);
COMMENT ON INDEX t_b IS 'old';
-- to:
CREATE TABLE t (a text, b text);
CREATE INDEX t_a ON t (lower(a));
ALTER INDEX t_a ALTER COLUMN 1 SET STATISTICS 200;
CREATE INDEX t_b ON t (b);
COMMENT ON INDEX t_a IS 'by lower case';
