-- Wrappers, servers, user mappings and foreign tables.
-- from:
CREATE EXTENSION postgres_fdw;
CREATE SERVER gone FOREIGN DATA WRAPPER postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'a', dbname 'x');
CREATE FOREIGN TABLE ft (id integer, v text) SERVER far OPTIONS (table_name 'one');
CREATE FOREIGN TABLE ft_gone (id integer) SERVER gone;
-- to:
CREATE EXTENSION postgres_fdw;
CREATE SERVER far TYPE 'pg' VERSION '15' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'b', port '5433');
CREATE SERVER near FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'y');
CREATE FOREIGN TABLE ft (id bigint OPTIONS (column_name 'key') NOT NULL, v text, w date DEFAULT CURRENT_DATE) SERVER far OPTIONS (table_name 'two', schema_name 's');
CREATE FOREIGN TABLE ft_new (id integer, CONSTRAINT ft_new_id CHECK (id > 0)) SERVER near OPTIONS (table_name 'n');
COMMENT ON FOREIGN TABLE ft_new IS 'far away';
COMMENT ON SERVER near IS 'by';
GRANT USAGE ON FOREIGN SERVER near TO pair_reader;
