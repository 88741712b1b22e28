-- Both sides of a foreign key change their type.
-- from:
CREATE TABLE shelf (id integer PRIMARY KEY, label text);
CREATE TABLE box (id integer PRIMARY KEY, shelf_id integer NOT NULL REFERENCES shelf);
INSERT INTO shelf VALUES (1, 'top'), (2, 'low');
INSERT INTO box VALUES (10, 1), (11, 2);
-- to:
CREATE TABLE shelf (id bigint PRIMARY KEY, label text);
CREATE TABLE box (id bigint PRIMARY KEY, shelf_id bigint NOT NULL REFERENCES shelf);
