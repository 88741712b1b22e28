-- An extension on both sides: its members are nobody's business.
-- both:
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE TABLE t (id integer, c citext, h hstore);
-- from:
-- to:
