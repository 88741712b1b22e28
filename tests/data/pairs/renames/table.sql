-- A table under another name, with its constraints and sequence named after it.
-- from:
CREATE TABLE client (id serial PRIMARY KEY, name text UNIQUE);
CREATE TABLE bill (id integer PRIMARY KEY, client_id integer REFERENCES client);
-- to:
CREATE TABLE customer (id serial PRIMARY KEY, name text UNIQUE);
CREATE TABLE bill (id integer PRIMARY KEY, customer_id integer REFERENCES customer);
