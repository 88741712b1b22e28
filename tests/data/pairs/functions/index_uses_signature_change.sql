-- A function in an index, a check and a generated column changes its result type.
-- from:
CREATE FUNCTION score(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a * 2';
CREATE TABLE t (a integer, s integer GENERATED ALWAYS AS (score(a)) STORED, CONSTRAINT t_c CHECK (score(a) > 0));
CREATE INDEX t_score ON t (score(a));
INSERT INTO t (a) VALUES (1), (2);
-- to:
CREATE FUNCTION score(a integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a::bigint * 2';
CREATE TABLE t (a integer, s bigint GENERATED ALWAYS AS (score(a)) STORED, CONSTRAINT t_c CHECK (score(a) > 0));
CREATE INDEX t_score ON t (score(a));
