-- A parent drops what one child keeps as its own, and another one doesn't.
-- from:
CREATE TABLE thing (id integer, made date);
CREATE TABLE tool (handle text) INHERITS (thing);
CREATE TABLE toy (colour text) INHERITS (thing);
INSERT INTO tool VALUES (1, '2020-02-02', 'ash');
INSERT INTO toy VALUES (2, '2021-01-01', 'red');
-- to:
CREATE TABLE thing (id integer);
CREATE TABLE tool (made date, handle text) INHERITS (thing);
CREATE TABLE toy (colour text) INHERITS (thing);
