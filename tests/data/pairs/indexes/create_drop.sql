-- Indexes come and go, of all sorts.
-- from:
CREATE TABLE doc (id integer PRIMARY KEY, title text, body text, tags text[], data jsonb, at timestamp without time zone);
CREATE INDEX doc_title ON doc (title);
CREATE INDEX doc_at ON doc (at);
INSERT INTO doc VALUES (1, 'a', 'b', '{x}', '{}', '2024-01-01');
-- to:
CREATE TABLE doc (id integer PRIMARY KEY, title text, body text, tags text[], data jsonb, at timestamp without time zone);
CREATE INDEX doc_at ON doc (at);
CREATE INDEX doc_lower ON doc (lower(title));
CREATE INDEX doc_partial ON doc (at DESC NULLS LAST) WHERE title IS NOT NULL;
CREATE INDEX doc_include ON doc (title) INCLUDE (at);
CREATE INDEX doc_tags ON doc USING gin (tags);
CREATE INDEX doc_data ON doc USING gin (data jsonb_path_ops);
CREATE INDEX doc_brin ON doc USING brin (at) WITH (pages_per_range = 32);
CREATE INDEX doc_hash ON doc USING hash (title);
CREATE INDEX doc_pattern ON doc (title text_pattern_ops);
CREATE INDEX doc_collate ON doc (title COLLATE "C");
CREATE INDEX doc_text ON doc USING gin (to_tsvector('simple'::regconfig, body));
