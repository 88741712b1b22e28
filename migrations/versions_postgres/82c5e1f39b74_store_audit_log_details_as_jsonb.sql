-- store audit log details as jsonb
--
-- Revision ID: 82c5e1f39b74
-- Revises: 4fd07b6a29e1
-- Create Date: 2025-12-09 10:14:37

-- migrate:up
-- Rewrites the table under an exclusive lock; audit_logs is small, and writers wait for a moment.
ALTER TABLE audit_logs ALTER COLUMN details_json TYPE JSONB USING details_json::jsonb;
CREATE INDEX ix_audit_logs_details_json ON audit_logs USING gin (details_json jsonb_path_ops);

-- migrate:down
DROP INDEX ix_audit_logs_details_json;
ALTER TABLE audit_logs ALTER COLUMN details_json TYPE JSON USING details_json::json;
