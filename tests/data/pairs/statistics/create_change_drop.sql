-- Statistics objects: kinds, columns, expressions, targets.
-- from:
CREATE TABLE t (a integer, b integer, c text);
CREATE STATISTICS gone ON a, b FROM t;
CREATE STATISTICS kinds (ndistinct) ON a, b FROM t;
CREATE STATISTICS cols ON a, b FROM t;
CREATE STATISTICS target ON a, b FROM t;
-- to:
CREATE TABLE t (a integer, b integer, c text);
CREATE STATISTICS kinds (ndistinct, mcv) ON a, b FROM t;
CREATE STATISTICS cols ON a, b, c FROM t;
CREATE STATISTICS target ON a, b FROM t;
ALTER STATISTICS target SET STATISTICS 500;
CREATE STATISTICS expr ON lower(c), (a + b) FROM t;
COMMENT ON STATISTICS expr IS 'of expressions';
ALTER STATISTICS expr OWNER TO pair_owner;
