-- Dictionaries, configurations with their mappings.
-- from:
CREATE TEXT SEARCH DICTIONARY gone (TEMPLATE = simple);
CREATE TEXT SEARCH DICTIONARY short (TEMPLATE = simple, stopwords = english);
CREATE TEXT SEARCH CONFIGURATION cfg (COPY = simple);
CREATE TABLE t (v text);
-- to:
CREATE TEXT SEARCH DICTIONARY short (TEMPLATE = simple, accept = false);
CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = snowball, language = english);
CREATE TEXT SEARCH CONFIGURATION cfg (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING FOR asciiword WITH short, stems;
ALTER TEXT SEARCH CONFIGURATION cfg DROP MAPPING FOR url;
CREATE TEXT SEARCH CONFIGURATION fresh (COPY = english);
COMMENT ON TEXT SEARCH CONFIGURATION fresh IS 'new';
CREATE TABLE t (v text, ts tsvector GENERATED ALWAYS AS (to_tsvector('fresh'::regconfig, v)) STORED);
CREATE INDEX t_ts ON t USING gin (ts);
