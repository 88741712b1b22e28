-- Deferrability changes in place; MATCH FULL and SET NULL (columns) need a new one.
-- from:
CREATE TABLE target (x integer, y integer, PRIMARY KEY (x, y));
CREATE TABLE source (x integer, y integer, z integer,
    CONSTRAINT f1 FOREIGN KEY (x, y) REFERENCES target,
    CONSTRAINT f2 FOREIGN KEY (x, z) REFERENCES target,
    CONSTRAINT f3 FOREIGN KEY (y, z) REFERENCES target ON DELETE SET NULL DEFERRABLE);
INSERT INTO target VALUES (1, 1); INSERT INTO source VALUES (1, 1, 1);
-- to:
CREATE TABLE target (x integer, y integer, PRIMARY KEY (x, y));
CREATE TABLE source (x integer, y integer, z integer,
    CONSTRAINT f1 FOREIGN KEY (x, y) REFERENCES target DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT f2 FOREIGN KEY (x, z) REFERENCES target MATCH FULL,
    CONSTRAINT f3 FOREIGN KEY (y, z) REFERENCES target ON DELETE SET NULL (z));
