-- A plain column becomes a generated one.
-- changes: person.full_name
-- from:
CREATE TABLE person (id integer PRIMARY KEY, first text, last text, full_name text);
INSERT INTO person VALUES (1, 'Ada', 'L', 'Ada L'), (2, 'Ben', 'M', 'Ben M');
-- to:
CREATE TABLE person (id integer PRIMARY KEY, first text, last text, full_name text GENERATED ALWAYS AS ((first || ' ' || last)) STORED);
