-- Comments on constraints of each kind and on the index under one.
-- from:
CREATE TABLE t (id integer CONSTRAINT t_pk PRIMARY KEY, a integer CONSTRAINT t_a CHECK (a > 0), b integer CONSTRAINT t_b UNIQUE, c integer CONSTRAINT t_c REFERENCES t);
COMMENT ON CONSTRAINT t_a ON t IS 'positive';
COMMENT ON CONSTRAINT t_b ON t IS 'once';
-- to:
CREATE TABLE t (id integer CONSTRAINT t_pk PRIMARY KEY, a integer CONSTRAINT t_a CHECK (a > 0), b integer CONSTRAINT t_b UNIQUE, c integer CONSTRAINT t_c REFERENCES t);
COMMENT ON CONSTRAINT t_pk ON t IS 'the key';
COMMENT ON CONSTRAINT t_a ON t IS 'more than zero';
COMMENT ON CONSTRAINT t_c ON t IS 'a tree';
COMMENT ON INDEX t_pk IS 'of the key';
