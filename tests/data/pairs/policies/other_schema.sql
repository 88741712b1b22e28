-- A policy asks a table of another schema that is new.
-- from:
CREATE TABLE t (id integer);
INSERT INTO t VALUES (1);
-- to:
CREATE SCHEMA auth;
CREATE TABLE auth.member (name text PRIMARY KEY);
CREATE FUNCTION auth.is_member() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT 1 FROM auth.member WHERE name = CURRENT_USER)';
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY members ON t USING (auth.is_member() AND (EXISTS (SELECT 1 FROM auth.member)));
