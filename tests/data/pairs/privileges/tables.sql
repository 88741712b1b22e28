-- Grants on tables, columns, views, sequences, with grant option.
-- both:
CREATE TABLE t (id integer, a text, b text);
CREATE VIEW v AS SELECT id FROM t;
CREATE SEQUENCE s;
CREATE TABLE u (id integer);
CREATE TABLE w (id integer);
-- from:
GRANT SELECT, INSERT ON t TO pair_reader;
GRANT UPDATE (a) ON t TO pair_writer;
GRANT ALL ON u TO pair_writer;
GRANT SELECT ON w TO pair_reader WITH GRANT OPTION;
GRANT USAGE ON SEQUENCE s TO pair_reader;
-- to:
GRANT SELECT ON t TO pair_reader WITH GRANT OPTION;
GRANT SELECT (id), UPDATE (b) ON t TO pair_writer;
GRANT SELECT ON v TO PUBLIC;
GRANT SELECT ON w TO pair_reader;
REVOKE ALL ON u FROM CURRENT_USER;
GRANT ALL ON SEQUENCE s TO pair_writer;
