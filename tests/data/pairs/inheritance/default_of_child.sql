-- The default of an inherited column differs in the child.
-- from:
CREATE TABLE base (id integer, n integer DEFAULT 1);
CREATE TABLE kid () INHERITS (base);
ALTER TABLE kid ALTER COLUMN n SET DEFAULT 5;
CREATE TABLE kid2 () INHERITS (base);
INSERT INTO kid (id) VALUES (1);
-- to:
CREATE TABLE base (id integer, n integer DEFAULT 2);
CREATE TABLE kid () INHERITS (base);
CREATE TABLE kid2 () INHERITS (base);
ALTER TABLE kid2 ALTER COLUMN n DROP DEFAULT;
ALTER TABLE kid2 ALTER COLUMN id SET NOT NULL;
