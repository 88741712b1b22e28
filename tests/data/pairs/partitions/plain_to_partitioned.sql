-- A plain table becomes a partitioned one; its rows stay.
-- from:
CREATE TABLE m (id integer NOT NULL, at date NOT NULL, v text);
CREATE VIEW mv AS SELECT id FROM m;
INSERT INTO m VALUES (1, '2024-02-02', 'x');
-- to:
CREATE TABLE m (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at);
CREATE TABLE m_all PARTITION OF m DEFAULT;
CREATE VIEW mv AS SELECT id FROM m;
