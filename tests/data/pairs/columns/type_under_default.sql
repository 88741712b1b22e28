-- The default cannot follow the type by itself: it has to go, and come back.
-- from:
CREATE TABLE switch (id integer PRIMARY KEY, state text DEFAULT 'off' NOT NULL, level text DEFAULT '5');
INSERT INTO switch VALUES (1, 'on', '7'), (2, 'off', '5');
-- to:
CREATE TABLE switch (id integer PRIMARY KEY, state boolean DEFAULT false NOT NULL, level integer DEFAULT 5);
