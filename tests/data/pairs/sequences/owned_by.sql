-- Who owns a sequence.
-- from:
CREATE TABLE t (id integer, nr integer);
CREATE SEQUENCE s1 OWNED BY t.id;
CREATE SEQUENCE s2;
CREATE SEQUENCE s3 OWNED BY t.id;
SELECT nextval('s1');
-- to:
CREATE TABLE t (id integer, nr integer);
CREATE SEQUENCE s1;
CREATE SEQUENCE s2 OWNED BY t.nr;
CREATE SEQUENCE s3 OWNED BY t.nr;
