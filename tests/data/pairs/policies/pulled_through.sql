-- The column that policies read changes its type; a function in one is made anew.
-- from:
CREATE FUNCTION me() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';
CREATE TABLE t (id integer, owner_id integer);
CREATE TABLE u (id integer, t_id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE u ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON t USING (owner_id = me());
CREATE POLICY through ON u USING (EXISTS (SELECT 1 FROM t WHERE t.owner_id = u.t_id));
COMMENT ON POLICY mine ON t IS 'own rows';
INSERT INTO t VALUES (1, 1);
-- to:
CREATE FUNCTION me() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint';
CREATE TABLE t (id integer, owner_id bigint);
CREATE TABLE u (id integer, t_id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE u ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON t USING (owner_id = me());
CREATE POLICY through ON u USING (EXISTS (SELECT 1 FROM t WHERE t.owner_id = u.t_id));
COMMENT ON POLICY mine ON t IS 'own rows';
