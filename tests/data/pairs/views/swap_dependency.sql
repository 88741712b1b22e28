-- Two views change which stands on which.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE VIEW a AS SELECT id, n FROM t;
CREATE VIEW b AS SELECT id, n FROM a;
-- to:
CREATE TABLE t (id integer, n integer);
CREATE VIEW b AS SELECT id, n FROM t;
CREATE VIEW a AS SELECT id, n FROM b;
