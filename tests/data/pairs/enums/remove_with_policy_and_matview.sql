-- Under the swapped type: a materialized view with an index, a policy, a trigger condition.
-- from:
CREATE TYPE lvl AS ENUM ('a', 'b', 'c');
CREATE TABLE secret (id integer PRIMARY KEY, lvl lvl NOT NULL);
ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_a ON secret USING (lvl = 'a'::lvl);
CREATE MATERIALIZED VIEW secret_count AS SELECT lvl, count(*) AS n FROM secret GROUP BY lvl;
CREATE UNIQUE INDEX secret_count_idx ON secret_count (lvl);
CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER secret_noop BEFORE UPDATE ON secret FOR EACH ROW WHEN ((old.lvl <> new.lvl)) EXECUTE FUNCTION noop();
INSERT INTO secret VALUES (1, 'a'), (2, 'b');
-- to:
CREATE TYPE lvl AS ENUM ('b', 'a');
CREATE TABLE secret (id integer PRIMARY KEY, lvl lvl NOT NULL);
ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_a ON secret USING (lvl = 'a'::lvl);
CREATE MATERIALIZED VIEW secret_count AS SELECT lvl, count(*) AS n FROM secret GROUP BY lvl;
CREATE UNIQUE INDEX secret_count_idx ON secret_count (lvl);
CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER secret_noop BEFORE UPDATE ON secret FOR EACH ROW WHEN ((old.lvl <> new.lvl)) EXECUTE FUNCTION noop();
