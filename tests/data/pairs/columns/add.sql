-- Columns come in the middle, at the end, with and without a default.
-- from:
CREATE TABLE book (id integer PRIMARY KEY, title text NOT NULL, price numeric(8,2));
INSERT INTO book VALUES (1, 'Atlas', 12.50), (2, 'Bestiary', NULL);
-- to:
CREATE TABLE book (
    id integer PRIMARY KEY,
    isbn text,
    title text NOT NULL,
    price numeric(8,2),
    pages integer DEFAULT 0 NOT NULL,
    added_at timestamp with time zone DEFAULT now()
);
