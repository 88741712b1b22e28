-- Publications of tables, columns, rows, schemas and everything.
-- from:
CREATE SCHEMA s;
CREATE TABLE a (id integer PRIMARY KEY, x text, y text);
CREATE TABLE s.b (id integer PRIMARY KEY);
CREATE PUBLICATION gone FOR TABLE a;
CREATE PUBLICATION p FOR TABLE a WITH (publish = 'insert');
CREATE PUBLICATION q FOR TABLE a (id, x);
CREATE PUBLICATION f FOR TABLE a WHERE (id > 1);
-- to:
CREATE SCHEMA s;
CREATE TABLE a (id integer PRIMARY KEY, x text, y text);
CREATE TABLE s.b (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a, s.b WITH (publish = 'insert, update', publish_via_partition_root = true);
CREATE PUBLICATION q FOR TABLE a (id, y);
CREATE PUBLICATION f FOR TABLE a WHERE (id > 5);
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION whole FOR TABLES IN SCHEMA s;
COMMENT ON PUBLICATION whole IS 'all of s';
ALTER PUBLICATION whole OWNER TO pair_owner;
