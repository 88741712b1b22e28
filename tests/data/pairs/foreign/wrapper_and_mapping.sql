-- A wrapper of its own, a server on it, a mapping without options.
-- from:
CREATE FOREIGN DATA WRAPPER old_wrapper;
CREATE FOREIGN DATA WRAPPER kept OPTIONS (debug 'true');
CREATE SERVER on_kept FOREIGN DATA WRAPPER kept;
CREATE USER MAPPING FOR pair_reader SERVER on_kept;
-- to:
CREATE FOREIGN DATA WRAPPER kept OPTIONS (debug 'false');
CREATE SERVER on_kept FOREIGN DATA WRAPPER kept;
CREATE FOREIGN DATA WRAPPER new_wrapper;
CREATE SERVER on_new FOREIGN DATA WRAPPER new_wrapper;
CREATE USER MAPPING FOR PUBLIC SERVER on_kept;
COMMENT ON FOREIGN DATA WRAPPER new_wrapper IS 'fresh';
