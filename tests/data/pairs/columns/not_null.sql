-- Nullability both ways.
-- from:
CREATE TABLE member (id integer PRIMARY KEY, mail text, phone text NOT NULL);
INSERT INTO member VALUES (1, 'a@x', '1'), (2, 'b@x', '2');
-- to:
CREATE TABLE member (id integer PRIMARY KEY, mail text NOT NULL, phone text);
