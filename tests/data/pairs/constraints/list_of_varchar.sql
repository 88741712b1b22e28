-- The server reads its own print of IN on character varying as another expression.
-- from:
CREATE TABLE shirt (size varchar(3), colour varchar);
INSERT INTO shirt VALUES ('m', 'red');
-- to:
CREATE TABLE shirt (size varchar(3) CHECK (size IN ('s', 'm', 'l')), colour varchar);
CREATE INDEX shirt_dark ON shirt (size) WHERE colour IN ('black', 'it''s ARRAY[');
CREATE VIEW bright AS SELECT size FROM shirt WHERE colour NOT IN ('black', 'brown');
CREATE TABLE hat (size varchar(2) CHECK (size IN ('s', 'l')));
