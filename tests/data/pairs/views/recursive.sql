-- A recursive view and a view with a function in it.
-- from:
CREATE TABLE node (id integer PRIMARY KEY, parent_id integer REFERENCES node);
INSERT INTO node VALUES (1, NULL), (2, 1);
-- to:
CREATE TABLE node (id integer PRIMARY KEY, parent_id integer REFERENCES node);
CREATE FUNCTION depth_limit() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 10';
CREATE VIEW tree AS WITH RECURSIVE r(id, depth) AS (SELECT id, 0 FROM node WHERE parent_id IS NULL UNION ALL SELECT n.id, r.depth + 1 FROM node n JOIN r ON n.parent_id = r.id WHERE r.depth < depth_limit()) SELECT id, depth FROM r;
