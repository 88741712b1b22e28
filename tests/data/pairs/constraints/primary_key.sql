-- Primary keys: added, dropped, other columns, other name.
-- from:
CREATE TABLE p1 (id integer NOT NULL, v text);
CREATE TABLE p2 (id integer PRIMARY KEY, v text);
CREATE TABLE p3 (id integer NOT NULL, part integer NOT NULL, PRIMARY KEY (id));
CREATE TABLE p4 (id integer CONSTRAINT p4_old PRIMARY KEY);
INSERT INTO p1 VALUES (1, 'a'); INSERT INTO p2 VALUES (1, 'b'); INSERT INTO p3 VALUES (1, 1); INSERT INTO p4 VALUES (1);
-- to:
CREATE TABLE p1 (id integer PRIMARY KEY, v text);
CREATE TABLE p2 (id integer NOT NULL, v text);
CREATE TABLE p3 (id integer NOT NULL, part integer NOT NULL, PRIMARY KEY (id, part));
CREATE TABLE p4 (id integer CONSTRAINT p4_new PRIMARY KEY);
