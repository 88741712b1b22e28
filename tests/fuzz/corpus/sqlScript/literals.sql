-- A semicolon ends a statement only outside of these; so this one doesn't;
SELECT 'a;b', 'it''s; fine', E'a\';b', U&'\0041;' , B'01', X'1F', "a;b", "q""; r";
SELECT $$ ; $$, $tag$ ; $$ ; $tag$, $größe$;$größe$;
/* one; /* nested; */ still; */ SELECT 1 /* inside; */ + -- tail;
2 -- before the end;
;
SELECT 'first'
  'second;part';
SELECT a -- no statement here: SELECT 2;
FROM (SELECT ';' AS a) AS "x;y" WHERE a <> $1$;$1$;
INSERT INTO t VALUES (1, '
-- not a comment; nor the end
/* nor this;
'), (2, 'ü;');SELECT 3;SELECT 4
;SELECT '\', ';';
SELECT $1, a$b, a$b$c FROM t;
SELECT 5
