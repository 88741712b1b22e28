-- merge maintenance windows with alert routing
--
-- Revision ID: 16e9ab57d3c0
-- Revises: f4d8230c6b1e, c70b14e8a92f
-- Create Date: 2025-11-24 08:30:00

-- migrate:up

-- migrate:down
