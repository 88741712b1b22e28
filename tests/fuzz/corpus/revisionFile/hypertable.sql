-- manual_add_ping_results_table
--
-- Revision ID: 4852c1ce1a0f
-- Revises: 0001_init_timescale
-- Create Date: 2025-11-02 17:40:32

-- migrate:up
CREATE TABLE ping_results (
    "timestamp" TIMESTAMP NOT NULL,
    device_id INTEGER NOT NULL,
    ip_address VARCHAR(45) NOT NULL,
    is_alive BOOLEAN NOT NULL,
    rtt_avg_ms DOUBLE PRECISION,
    packet_loss_percent DOUBLE PRECISION,
    diagnostic_message VARCHAR,
    PRIMARY KEY ("timestamp", device_id)
);
CREATE INDEX ix_ping_results_device_id ON ping_results (device_id);
CREATE INDEX ix_ping_results_is_alive ON ping_results (is_alive);
-- As create_hypertable would name it.
CREATE INDEX ping_results_timestamp_idx ON ping_results ("timestamp" DESC);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        PERFORM create_hypertable('ping_results', 'timestamp', chunk_time_interval => INTERVAL '7 days');
    ELSE
        RAISE WARNING 'No TimescaleDB: ping_results is a plain table';
    END IF;
END
$$;

-- migrate:down
DROP TABLE ping_results;
