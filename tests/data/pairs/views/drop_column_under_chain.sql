-- A column goes from the table, and from the views that show it.
-- from:
CREATE TABLE t (id integer PRIMARY KEY, a text, b text);
CREATE VIEW v AS SELECT id, a, b FROM t;
CREATE VIEW w AS SELECT id, a || b AS ab, b FROM v;
INSERT INTO t VALUES (1, 'a', 'b');
-- to:
CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT id, a AS ab FROM v;
