-- Partitions, inherited tables and cloned triggers on both sides.
-- both:
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TABLE p (id integer PRIMARY KEY, n integer DEFAULT 1 CHECK (n > 0)) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p2 (n integer DEFAULT 1 CONSTRAINT p_n_check CHECK (n > 0), id integer NOT NULL);
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20);
CREATE INDEX p_n ON p (n);
CREATE TRIGGER tg AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
CREATE TABLE base (a integer NOT NULL); CREATE TABLE kid (b integer) INHERITS (base);
CREATE TABLE ref (p_id integer REFERENCES p);
INSERT INTO p VALUES (1, 1), (11, 2);
-- from:
-- to:
