-- The schema public comes to a role.
-- from:
CREATE TABLE pin (n integer);
-- to:
CREATE TABLE pin (n integer);
ALTER SCHEMA public OWNER TO pair_owner;
