-- The new value is a default and in a check: not in the same transaction as it came.
-- from:
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE cat (id integer PRIMARY KEY, mood mood DEFAULT 'sad');
INSERT INTO cat VALUES (1, 'sad');
-- to:
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE cat (id integer PRIMARY KEY, mood mood DEFAULT 'ok', CONSTRAINT cat_mood CHECK ((mood <> 'ok'::mood) OR (id > 0)));
CREATE INDEX cat_ok ON cat (id) WHERE (mood = 'ok'::mood);
