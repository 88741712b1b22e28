-- A policy reads a view on its own table.
-- from:
CREATE TABLE diary (id integer, who text);
-- to:
CREATE TABLE diary (id integer, who text);
CREATE TABLE member (who text, since date);
CREATE VIEW active AS SELECT who FROM member WHERE since IS NOT NULL;
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON member USING (who IN (SELECT who FROM active));
