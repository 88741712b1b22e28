-- Replica identities: full, nothing, by index.
-- from:
CREATE TABLE r1 (id integer PRIMARY KEY);
CREATE TABLE r2 (id integer PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX r2_code_idx ON r2 (code);
CREATE TABLE r3 (id integer PRIMARY KEY);
ALTER TABLE r3 REPLICA IDENTITY NOTHING;
-- to:
CREATE TABLE r1 (id integer PRIMARY KEY);
ALTER TABLE r1 REPLICA IDENTITY FULL;
CREATE TABLE r2 (id integer PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX r2_code_idx ON r2 (code);
ALTER TABLE r2 REPLICA IDENTITY USING INDEX r2_code_idx;
CREATE TABLE r3 (id integer PRIMARY KEY);
