-- A domain comes and one goes.
-- from:
CREATE DOMAIN old_d AS text;
CREATE TABLE t (id integer, v old_d);
INSERT INTO t VALUES (1, 'x');
-- to:
CREATE DOMAIN mail AS character varying(100) COLLATE "C" DEFAULT 'none' NOT NULL CONSTRAINT mail_check CHECK (VALUE <> '');
CREATE TABLE t (id integer, v text, m mail DEFAULT 'a@b');
COMMENT ON DOMAIN mail IS 'Where to write';
