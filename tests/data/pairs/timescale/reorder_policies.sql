-- A reorder policy comes, one goes, one follows its index when that is built anew.
-- needs: timescaledb
-- both:
CREATE EXTENSION timescaledb;
CREATE TABLE a (at timestamp with time zone NOT NULL, host text);
CREATE TABLE b (at timestamp with time zone NOT NULL, host text);
CREATE TABLE c (at timestamp with time zone NOT NULL, host text);
SELECT create_hypertable('a', 'at'), create_hypertable('b', 'at'), create_hypertable('c', 'at');
-- from:
CREATE INDEX c_host ON c (host, at DESC);
SELECT add_reorder_policy('a', 'a_at_idx');
SELECT add_reorder_policy('c', 'c_host');
-- to:
CREATE INDEX b_host ON b (host, at DESC);
CREATE INDEX c_host ON c (host, at);
SELECT add_reorder_policy('b', 'b_host');
SELECT add_reorder_policy('c', 'c_host');
