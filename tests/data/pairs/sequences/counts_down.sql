-- Sequences with all that can be said of them, and with little.
-- from:
CREATE TABLE shelf (n integer);
-- to:
CREATE TABLE shelf (n integer);
CREATE SEQUENCE down INCREMENT BY -1;
CREATE SEQUENCE down_small AS smallint INCREMENT BY -3 MINVALUE -90 START WITH -2;
CREATE SEQUENCE plain;
CREATE SEQUENCE all_said AS integer INCREMENT BY 2 MINVALUE 4 MAXVALUE 40 START WITH 6 CACHE 3 CYCLE;
