-- add error level to alert severity
--
-- Revision ID: e2867ab4130d
-- Revises: 5b0e93f6d1c7
-- Create Date: 2025-11-12 14:05:31

-- migrate:up
-- Allowed in a transaction since PostgreSQL 12, but the value can't be used before it is committed:
-- whatever needs ERROR belongs in a later revision.
ALTER TYPE alertseverity ADD VALUE 'ERROR' BEFORE 'CRITICAL';

-- migrate:down
-- An enum never loses a value, so the type is replaced. ERROR becomes CRITICAL: rather one alarm too many.
ALTER TYPE alertseverity RENAME TO alertseverity_with_error;
CREATE TYPE alertseverity AS ENUM ('INFO', 'WARNING', 'CRITICAL');

ALTER TABLE alerts
    ALTER COLUMN severity TYPE alertseverity
    USING (CASE severity WHEN 'ERROR' THEN 'CRITICAL' ELSE severity::text END)::alertseverity;

DROP TYPE alertseverity_with_error;
