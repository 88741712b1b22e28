-- NOT VALID becomes valid, and a new one stays NOT VALID.
-- from:
CREATE TABLE nv (a integer, b integer);
INSERT INTO nv VALUES (1, -1);
ALTER TABLE nv ADD CONSTRAINT nv_a CHECK (a > 0) NOT VALID;
-- to:
CREATE TABLE nv (a integer, b integer);
ALTER TABLE nv ADD CONSTRAINT nv_a CHECK (a > 0);
ALTER TABLE nv ADD CONSTRAINT nv_b CHECK (b > 0) NOT VALID;
