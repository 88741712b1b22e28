-- A typed table comes.
-- from:
CREATE TYPE address AS (street text, town text);
CREATE TABLE old_home OF address;
-- to:
CREATE TYPE address AS (street text, town text);
CREATE TABLE home OF address (PRIMARY KEY (town));
