-- Two tables take their numbers from one sequence.
-- from:
CREATE TABLE a (id integer PRIMARY KEY);
INSERT INTO a VALUES (3);
-- to:
CREATE SEQUENCE numbers START WITH 100;
CREATE TABLE a (id integer DEFAULT nextval('numbers') PRIMARY KEY);
CREATE TABLE b (id integer DEFAULT nextval('numbers'::regclass) PRIMARY KEY);
