-- Revision ID: d1
-- Revises: None
-- migrate:down
DROP TABLE a;
-- migrate:up
COPY a FROM stdin;
1\t2
\.
-- migrate: only a remark
SELECT 2