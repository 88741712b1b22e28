-- CLUSTER ON moves from one index to another.
-- from:
CREATE TABLE pile (id integer PRIMARY KEY, at timestamp without time zone);
CREATE INDEX pile_at_idx ON pile (at);
ALTER TABLE pile CLUSTER ON pile_pkey;
CREATE TABLE heap (id integer PRIMARY KEY);
ALTER TABLE heap CLUSTER ON heap_pkey;
-- to:
CREATE TABLE pile (id integer PRIMARY KEY, at timestamp without time zone);
CREATE INDEX pile_at_idx ON pile (at);
ALTER TABLE pile CLUSTER ON pile_at_idx;
CREATE TABLE heap (id integer PRIMARY KEY);
