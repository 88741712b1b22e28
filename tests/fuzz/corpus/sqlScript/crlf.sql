SELECT 1;
SELECT
  'a
b';
-- x
	SELECT 2;  SELECT 3;
COPY t FROM stdin;
1
\.
SELECT 4;
