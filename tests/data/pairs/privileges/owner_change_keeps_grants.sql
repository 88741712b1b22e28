-- The owner changes, the grants are the same.
-- from:
CREATE TABLE t (id integer);
GRANT SELECT ON t TO pair_reader;
-- to:
CREATE TABLE t (id integer);
ALTER TABLE t OWNER TO pair_owner;
GRANT SELECT ON t TO pair_reader;
