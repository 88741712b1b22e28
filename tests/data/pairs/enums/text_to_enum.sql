-- A text column becomes an enum, keeping its values and its default.
-- from:
CREATE TABLE ord (id integer PRIMARY KEY, status text DEFAULT 'new' NOT NULL);
INSERT INTO ord VALUES (1, 'new'), (2, 'paid');
-- to:
CREATE TYPE ord_status AS ENUM ('new', 'paid', 'sent');
CREATE TABLE ord (id integer PRIMARY KEY, status ord_status DEFAULT 'new' NOT NULL);
