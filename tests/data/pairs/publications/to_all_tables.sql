-- A publication of some tables becomes one of all, and one of all a table's.
-- from:
CREATE TABLE a (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a;
CREATE PUBLICATION q FOR ALL TABLES;
-- to:
CREATE TABLE a (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR ALL TABLES;
CREATE PUBLICATION q FOR TABLE a;
