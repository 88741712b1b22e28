-- A whole small schema out of nothing.
-- from:
-- to:
CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE work (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, author_id integer NOT NULL REFERENCES author ON DELETE CASCADE, title text NOT NULL, year integer CHECK (year > 0), UNIQUE (author_id, title));
CREATE INDEX work_year_idx ON work (year DESC NULLS LAST);
CREATE VIEW recent_work AS SELECT w.id, w.title, a.name FROM work w JOIN author a ON a.id = w.author_id WHERE w.year > 2000;
