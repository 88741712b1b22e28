-- The function of an index expression gets another body; the index stays.
-- from:
CREATE FUNCTION norm(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(v) $$;
CREATE TABLE t (v text);
CREATE INDEX t_norm ON t (norm(v));
INSERT INTO t VALUES ('A');
-- to:
CREATE FUNCTION norm(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT btrim(lower(v)) $$;
CREATE TABLE t (v text);
CREATE INDEX t_norm ON t (norm(v));
