-- Types grow: no row changes.
-- from:
CREATE TABLE account (id integer PRIMARY KEY, code character varying(10) NOT NULL, amount numeric(8,2), ratio real);
INSERT INTO account VALUES (1, 'a1', 10.25, 0.5), (2, 'b2', NULL, NULL);
-- to:
CREATE TABLE account (id bigint PRIMARY KEY, code character varying(40) NOT NULL, amount numeric(12,2), ratio double precision);
