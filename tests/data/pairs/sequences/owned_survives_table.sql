-- The table goes; the sequence that it owned stays.
-- from:
CREATE TABLE t (id integer);
CREATE SEQUENCE s OWNED BY t.id;
SELECT nextval('s');
-- to:
CREATE SEQUENCE s;
