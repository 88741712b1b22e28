-- A table goes and another comes.
-- from:
CREATE TABLE keep (id integer PRIMARY KEY);
CREATE TABLE gone (id integer PRIMARY KEY, keep_id integer REFERENCES keep);
INSERT INTO keep VALUES (1);
-- to:
CREATE TABLE keep (id integer PRIMARY KEY);
CREATE TABLE come (id integer PRIMARY KEY, keep_id integer REFERENCES keep, amount numeric(10,2) DEFAULT 0 NOT NULL CHECK (amount >= 0));
CREATE INDEX come_keep_idx ON come (keep_id);
COMMENT ON TABLE come IS 'New here';
