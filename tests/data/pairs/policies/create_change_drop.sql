-- Policies come, change in place, change by a new one, and go.
-- from:
CREATE TABLE t (id integer, who text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY gone ON t USING (true);
CREATE POLICY expr ON t FOR SELECT USING (who = CURRENT_USER);
CREATE POLICY roles ON t TO pair_reader USING (true);
CREATE POLICY kind ON t FOR SELECT USING (true);
CREATE POLICY mode ON t USING (id > 0);
CREATE POLICY no_check ON t FOR UPDATE USING (id > 0) WITH CHECK (id > 1);
INSERT INTO t VALUES (1, 'a');
-- to:
CREATE TABLE t (id integer, who text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY expr ON t FOR SELECT USING (who = SESSION_USER);
CREATE POLICY roles ON t TO pair_reader, pair_writer USING (true);
CREATE POLICY kind ON t FOR DELETE USING (true);
CREATE POLICY mode ON t AS RESTRICTIVE USING (id > 0);
CREATE POLICY no_check ON t FOR UPDATE USING (id > 0);
CREATE POLICY come ON t FOR INSERT TO pair_writer WITH CHECK (who IS NOT NULL);
COMMENT ON POLICY come ON t IS 'who may';
