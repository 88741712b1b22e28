-- Collations come, go and are used by a column.
-- from:
CREATE COLLATION gone (provider = icu, locale = 'de');
CREATE TABLE t (id integer, v text);
INSERT INTO t VALUES (1, 'x');
-- to:
CREATE COLLATION german (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE t (id integer, v text COLLATE german, w text COLLATE loose);
COMMENT ON COLLATION german IS 'as in the phone book';
