-- Storage parameters of an index are set in place.
-- from:
CREATE TABLE path (way text, n integer);
CREATE INDEX path_way ON path (way) WITH (fillfactor = 80) WHERE n > 0;
CREATE INDEX path_n ON path (n);
-- to:
CREATE TABLE path (way text, n integer);
CREATE INDEX path_way ON path (way) WHERE n > 0;
CREATE INDEX path_n ON path (n) WITH (fillfactor = 60, deduplicate_items = off);
