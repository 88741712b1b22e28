-- The comment and the privileges of the schema public.
-- from:
COMMENT ON SCHEMA public IS 'ours';
-- to:
GRANT CREATE ON SCHEMA public TO pair_writer;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
