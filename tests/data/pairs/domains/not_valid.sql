-- A domain's constraint gets validated.
-- from:
CREATE DOMAIN a AS integer;
ALTER DOMAIN a ADD CONSTRAINT a_pos CHECK (VALUE > 0) NOT VALID;
CREATE TABLE t (v a);
INSERT INTO t VALUES (1);
-- to:
CREATE DOMAIN a AS integer;
ALTER DOMAIN a ADD CONSTRAINT a_pos CHECK (VALUE > 0);
CREATE TABLE t (v a);
