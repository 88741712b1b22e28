-- add crlf
--
-- Revision ID: c1
-- Revises: a1, b1
-- Create Date: 2025-11-02 17:40:32
-- Branch Labels: app, web
-- Depends On: ts@head

-- migrate:up transaction:false
SELECT 1;
-- migrate:down transaction:true
-- nothing to undo.
