-- A table with columns of its own becomes a child that has them from its parent alone.
-- from:
CREATE TABLE event (id integer, at timestamp);
CREATE TABLE login (id integer, at timestamp, who text);
CREATE INDEX login_who ON login (who);
INSERT INTO login VALUES (1, '2024-03-01', 'ann'), (2, '2024-03-02', 'bob');
-- to:
CREATE TABLE event (id integer, at timestamp);
CREATE TABLE login (who text) INHERITS (event);
CREATE INDEX login_who ON login (who);
