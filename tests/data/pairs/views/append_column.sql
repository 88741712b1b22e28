-- A view gets one more column at its end: CREATE OR REPLACE is enough, dependents stay.
-- from:
CREATE TABLE t (id integer, n integer, m integer);
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW w AS SELECT id FROM v;
-- to:
CREATE TABLE t (id integer, n integer, m integer);
CREATE VIEW v AS SELECT id, n FROM t WHERE m > 1;
CREATE VIEW w AS SELECT id FROM v;
