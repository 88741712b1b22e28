-- The view under rules is made anew; the rules come back.
-- from:
CREATE TABLE t (id integer, n integer);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE RULE ins AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.id, new.n);
CREATE RULE t_note AS ON DELETE TO t WHERE (old.n > 5) DO INSTEAD NOTHING;
INSERT INTO t VALUES (1, 2);
-- to:
CREATE TABLE t (id integer, n bigint);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE RULE ins AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.id, new.n);
CREATE RULE t_note AS ON DELETE TO t WHERE (old.n > 5) DO INSTEAD NOTHING;
