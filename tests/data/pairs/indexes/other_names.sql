-- Nothing but names: indexes are renamed in place, two that are the same one after the other.
-- from:
CREATE TABLE song (title text, year integer);
CREATE INDEX by_title ON song (lower(title)) WHERE year > 1900;
CREATE INDEX by_year ON song (year);
CREATE INDEX by_year_too ON song (year);
INSERT INTO song VALUES ('one', 1950);
-- to:
CREATE TABLE song (title text, year integer);
CREATE INDEX song_title ON song (lower(title)) WHERE year > 1900;
CREATE INDEX song_year ON song (year);
CREATE INDEX by_year_too ON song (year);
