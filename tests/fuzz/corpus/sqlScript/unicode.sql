SELECT 'ä'; SELECT '€'; /* 日本語 */ SELECT '𝄞'; SELECT 1;
	SELECT "größe" FROM "ö;ß"; COMMENT ON TABLE t IS '日本
語'; SELECT 'é';   SELECT 2 AS "ü" -- ende ü
; SELECT 3;
