-- A sequence must belong to whom its table belongs to before it can be owned.
-- from:
CREATE TABLE lamp (watts integer);
-- to:
CREATE TABLE lamp (watts integer);
CREATE TABLE bulb (id serial, socket text);
ALTER TABLE bulb OWNER TO pair_owner;
