-- Objects were made in another order, some after a detour; dropped columns lie beneath.
-- from:
CREATE TABLE a (id integer, gone text, v text);
ALTER TABLE a DROP COLUMN gone;
CREATE TABLE b (id integer);
CREATE INDEX b1 ON b (id); CREATE INDEX a1 ON a (v);
INSERT INTO a VALUES (1, 'x');
-- to:
CREATE TABLE b (id integer);
CREATE TABLE a (id integer, v text);
CREATE INDEX a1 ON a (v); CREATE INDEX b1 ON b (id);
