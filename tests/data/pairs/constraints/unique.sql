-- Unique constraints: more columns, INCLUDE, NULLS NOT DISTINCT, deferrable.
-- from:
CREATE TABLE u (a integer, b integer, c integer, d integer, e integer, CONSTRAINT u_a UNIQUE (a), CONSTRAINT u_b UNIQUE (b), CONSTRAINT u_c UNIQUE (c), CONSTRAINT u_d UNIQUE (d));
INSERT INTO u VALUES (1, 1, 1, 1, 1), (2, 2, 2, 2, 2);
-- to:
CREATE TABLE u (a integer, b integer, c integer, d integer, e integer, CONSTRAINT u_a UNIQUE (a, b), CONSTRAINT u_b UNIQUE (b) INCLUDE (e), CONSTRAINT u_c UNIQUE (c) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT u_e UNIQUE NULLS NOT DISTINCT (e));
