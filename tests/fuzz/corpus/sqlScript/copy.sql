-- as pg_dump writes it
COPY public.users (id, name) FROM stdin;
1	it's; $$ "a
2	\\.\n
\.x
3	ü /* 
\.


copy t from stdin with (format csv, header); -- the data follows
a,b
"x;
y",\N
\.
COPY (SELECT 'from stdin') TO STDOUT;
COPY t FROM '/tmp/stdin';
COPY empty (a) FROM STDIN;
\.
SELECT pg_catalog.setval('s', 1, false);
COPY last FROM stdin;
1
\.