-- Casts that are not automatic: they need a USING, both ways.
-- from:
CREATE TABLE reading (id integer PRIMARY KEY, taken text, amount text, is_valid integer, payload text);
INSERT INTO reading VALUES (1, '2024-05-01', '15', 1, '{"a": 1}'), (2, NULL, '16', 0, NULL);
-- to:
CREATE TABLE reading (id integer PRIMARY KEY, taken date, amount integer, is_valid boolean, payload jsonb);
