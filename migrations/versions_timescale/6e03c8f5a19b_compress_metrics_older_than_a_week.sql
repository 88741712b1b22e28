-- compress metrics older than a week
--
-- Revision ID: 6e03c8f5a19b
-- Revises: b5d91a7340ce
-- Create Date: 2025-11-14 09:47:33

-- Compression belongs to the Community Edition. The licence setting says both whether TimescaleDB is loaded
-- and which edition it is, so from here on it is the question to ask.

-- migrate:up
DO $$
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        ALTER TABLE ping_results SET (
            timescaledb.compress,
            timescaledb.compress_segmentby = 'device_id',
            timescaledb.compress_orderby = '"timestamp" DESC'
        );
        ALTER TABLE device_metrics SET (
            timescaledb.compress,
            timescaledb.compress_segmentby = 'device_id, metric_name',
            timescaledb.compress_orderby = 'time DESC'
        );
        ALTER TABLE interface_metrics SET (
            timescaledb.compress,
            timescaledb.compress_segmentby = 'device_id, if_index',
            timescaledb.compress_orderby = 'time DESC'
        );
        PERFORM add_compression_policy('ping_results', INTERVAL '7 days');
        PERFORM add_compression_policy('device_metrics', INTERVAL '7 days');
        PERFORM add_compression_policy('interface_metrics', INTERVAL '7 days');
    ELSE
        RAISE WARNING 'No TimescaleDB Community Edition: the metrics stay uncompressed';
    END IF;
END
$$;

-- migrate:down
DO $$
DECLARE
    metrics TEXT;
BEGIN
    IF current_setting('timescaledb.license', true) = 'timescale' THEN
        FOREACH metrics IN ARRAY ARRAY['interface_metrics', 'device_metrics', 'ping_results'] LOOP
            PERFORM remove_compression_policy(metrics::regclass);
            -- Compression can't be switched off while a chunk is compressed.
            PERFORM decompress_chunk(chunk, if_compressed => true) FROM show_chunks(metrics::regclass) AS chunk;
            EXECUTE format('ALTER TABLE %I SET (timescaledb.compress = false)', metrics);
        END LOOP;
    END IF;
END
$$;
