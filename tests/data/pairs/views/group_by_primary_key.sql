-- The view depends on a primary key through its GROUP BY.
-- from:
CREATE TABLE g (id integer PRIMARY KEY, name text, n integer);
CREATE VIEW gv AS SELECT id, name, count(*) AS n FROM g GROUP BY id;
INSERT INTO g VALUES (1, 'a', 1);
-- to:
CREATE TABLE g (id bigint, name text, n integer, CONSTRAINT g_key PRIMARY KEY (id));
CREATE VIEW gv AS SELECT id, name, count(*) AS n FROM g GROUP BY id;
