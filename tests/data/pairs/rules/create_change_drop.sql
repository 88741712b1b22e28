-- Rewrite rules on a table and on a view.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE TABLE log (id integer);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE RULE gone AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (new.id);
CREATE RULE change AS ON DELETE TO t DO ALSO INSERT INTO log VALUES (old.id);
INSERT INTO log VALUES (1);
-- to:
CREATE TABLE t (id integer, n integer);
CREATE TABLE log (id integer);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE RULE change AS ON DELETE TO t WHERE (old.n > 0) DO ALSO INSERT INTO log VALUES (old.id);
CREATE RULE v_insert AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.id, new.n);
COMMENT ON RULE v_insert ON v IS 'writable';
