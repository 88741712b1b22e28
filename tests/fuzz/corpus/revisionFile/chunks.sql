-- use daily chunks for ping_results
--
-- Revision ID: b5d91a7340ce
-- Revises: 0f8e2b6c47d1
-- Create Date: 2025-11-10 14:31:50

-- A week of pings of all sites no longer fits into memory. Chunks that exist keep their size.

-- migrate:up
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        PERFORM set_chunk_time_interval('ping_results', INTERVAL '1 day');
    ELSE
        RAISE WARNING 'No TimescaleDB: ping_results has no chunks to size';
    END IF;
END
$$;

-- migrate:down
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        PERFORM set_chunk_time_interval('ping_results', INTERVAL '7 days');
    END IF;
END
$$;
