-- The base type changes: the domain is made anew and its columns go over to it.
-- changes: bill.total
-- from:
CREATE DOMAIN money_amount AS integer CONSTRAINT money_amount_check CHECK (VALUE >= 0);
CREATE TABLE bill (id integer PRIMARY KEY, total money_amount DEFAULT 0 NOT NULL);
CREATE VIEW bill_view AS SELECT id, total FROM bill;
INSERT INTO bill VALUES (1, 5), (2, 6);
-- to:
CREATE DOMAIN money_amount AS numeric(12,2) CONSTRAINT money_amount_check CHECK (VALUE >= 0::numeric);
CREATE TABLE bill (id integer PRIMARY KEY, total money_amount DEFAULT 0 NOT NULL);
CREATE VIEW bill_view AS SELECT id, total FROM bill;
