-- Foreign keys that led to a unique key lead to the primary one.
-- from:
CREATE TABLE book (isbn text NOT NULL CONSTRAINT book_isbn UNIQUE);
CREATE TABLE loan (isbn text REFERENCES book (isbn));
INSERT INTO book VALUES ('a');
INSERT INTO loan VALUES ('a');
-- to:
CREATE TABLE book (isbn text CONSTRAINT book_key PRIMARY KEY);
CREATE TABLE loan (isbn text REFERENCES book (isbn));
CREATE TABLE copy (isbn text REFERENCES book (isbn));
