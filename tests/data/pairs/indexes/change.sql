-- Under the same name: columns, uniqueness, predicate, method, order, options.
-- from:
CREATE TABLE t (a integer, b integer, c text);
CREATE INDEX t_cols ON t (a);
CREATE INDEX t_unique ON t (b);
CREATE INDEX t_where ON t (a) WHERE b > 0;
CREATE INDEX t_method ON t (c);
CREATE INDEX t_order ON t (a, b);
CREATE INDEX t_fill ON t (a) WITH (fillfactor = 70);
INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'y');
-- to:
CREATE TABLE t (a integer, b integer, c text);
CREATE INDEX t_cols ON t (a, b);
CREATE UNIQUE INDEX t_unique ON t (b);
CREATE INDEX t_where ON t (a) WHERE b > 1;
CREATE INDEX t_method ON t USING hash (c);
CREATE INDEX t_order ON t (a DESC, b);
CREATE INDEX t_fill ON t (a) WITH (fillfactor = 90);
