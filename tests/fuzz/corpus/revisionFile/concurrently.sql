-- index open alerts by device
--
-- Revision ID: d63b08a7f52c
-- Revises: 82c5e1f39b74
-- Create Date: 2025-12-11 16:39:25

-- The poller writes alerts all the time, so the index is built and dropped without locking it out. That can't be
-- rolled back: an interrupted build leaves an invalid index, which goes before the next attempt.

-- migrate:up transaction:false
DROP INDEX CONCURRENTLY IF EXISTS ix_alerts_open_device_id;
CREATE INDEX CONCURRENTLY ix_alerts_open_device_id ON alerts (device_id, created_at DESC) WHERE NOT acknowledged;

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY IF EXISTS ix_alerts_open_device_id;
