-- A foreign key that was never validated gets validated; another comes NOT VALID.
-- from:
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (p integer, q integer);
INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 99);
ALTER TABLE child ADD CONSTRAINT child_p FOREIGN KEY (p) REFERENCES parent NOT VALID;
-- to:
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (p integer, q integer);
ALTER TABLE child ADD CONSTRAINT child_p FOREIGN KEY (p) REFERENCES parent;
ALTER TABLE child ADD CONSTRAINT child_q FOREIGN KEY (q) REFERENCES parent NOT VALID;
