-- A foreign table moves to another server.
-- from:
CREATE EXTENSION postgres_fdw;
CREATE SERVER a FOREIGN DATA WRAPPER postgres_fdw;
CREATE SERVER b FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE t (id integer) SERVER a;
CREATE VIEW v AS SELECT id FROM t;
-- to:
CREATE EXTENSION postgres_fdw;
CREATE SERVER a FOREIGN DATA WRAPPER postgres_fdw;
CREATE SERVER b FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE t (id integer) SERVER b;
CREATE VIEW v AS SELECT id FROM t;
