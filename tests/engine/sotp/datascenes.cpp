// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/sotp/datascenes.h"

namespace retort::test {

namespace {

const std::string devices = R"(
INSERT INTO devices (name, ip_address, device_type, vendor, model, os_version, location, is_active)
SELECT name, '10.0.0.' || row_number() OVER (), 'router', 'Acme', 'R1', '1.0', location, true
FROM (VALUES ('a', ' Berlin '), ('b', 'Berlin'), ('c', NULL), ('d', '  ')) AS device (name, location);
)";

/// Twelve hours of a ping an hour, from midnight (UTC) three days ago; the third of every four has no reply.
/// Recent, since the policies of a live server drop what is old.
const std::string pings = R"(
INSERT INTO ping_results ("timestamp", device_id, ip_address, is_alive, rtt_avg_ms, packet_loss_percent)
SELECT
    date_trunc('day', now() AT TIME ZONE 'utc') - INTERVAL '3 days' + hour * INTERVAL '1 hour',
    1, '10.0.0.1', hour % 4 <> 2, CASE WHEN hour % 4 <> 2 THEN hour END, CASE WHEN hour % 4 = 2 THEN 100 ELSE 0 END
FROM generate_series(0, 11) AS hour;
)";

const std::string pingsProbe =
    "SELECT count(*) || ' ' || sum(rtt_avg_ms) || ' ' || sum(packet_loss_percent) FROM ping_results";

std::vector<DataScene> scenesOfPostgres()
{
    return {
        {"locations become sites", "postgres", "a41c7d02e58f", "5b0e93f6d1c7", devices,
         "SELECT string_agg(d.name || '=' || coalesce(s.name, '-') || coalesce(' (' || s.address || ')', ''), ', '"
         " ORDER BY d.name) FROM devices d LEFT JOIN sites s ON s.id = d.site_id",
         "a=Berlin, b=Berlin, c=-, d=-",
         "INSERT INTO sites (name, address) VALUES ('Hamburg', 'Speicherstadt 1');"
         "UPDATE devices SET site_id = (SELECT id FROM sites WHERE name = 'Hamburg') WHERE name IN ('b', 'c')",
         "SELECT string_agg(name || '=' || coalesce(location, '-'), ', ' ORDER BY name)"
         " || '; sites: ' || (SELECT string_agg(name, ', ' ORDER BY name) FROM sites) FROM devices",
         "a= Berlin , b=Hamburg, c=Hamburg, d=  ; sites: Hamburg",
         "a=Berlin, b=Hamburg (Speicherstadt 1), c=Hamburg (Speicherstadt 1), d=-"},

        {"an error becomes critical", "postgres", "5b0e93f6d1c7", "e2867ab4130d",
         devices + "INSERT INTO alerts (device_id, alert_type, severity) VALUES (1, 'cpu', 'WARNING')",
         "SELECT string_agg(severity::text, ', ' ORDER BY id) FROM alerts", "WARNING",
         "INSERT INTO alerts (device_id, alert_type, severity)"
         " VALUES (1, 'fan', 'ERROR'), (1, 'psu', 'CRITICAL'), (1, 'port', 'INFO')",
         "SELECT string_agg(severity::text, ', ' ORDER BY id) FROM alerts", "WARNING, CRITICAL, CRITICAL, INFO",
         "WARNING, CRITICAL, CRITICAL, INFO"},

        {"rules find their channels", "postgres", "9d35c01f7ea8", "c70b14e8a92f",
         "INSERT INTO notification_channels (name, kind, target, is_active)"
         " VALUES ('noc@example.com', 'email', 'noc@example.com', false);"
         "INSERT INTO alert_rules (name, condition, notification_channel) VALUES ('cpu', '>', 'slack:#noc'),"
         " ('disk', '>', 'noc@example.com'), ('fan', '=', NULL), ('ping', '=', ' slack:#noc '), ('psu', '=', ' '),"
         " ('temp', '>', 'https://example.com/hook'), ('ups', '=', 'sms:+49301234'), ('x', '=', 'pager')",
         "SELECT string_agg(r.name || '=' || coalesce(c.kind || '/' || c.target || CASE WHEN NOT c.is_active THEN"
         " ' (off)' ELSE '' END, '-'), ', ' ORDER BY r.name) FROM alert_rules r LEFT JOIN alert_rule_channels a"
         " ON a.alert_rule_id = r.id LEFT JOIN notification_channels c ON c.id = a.channel_id",
         "cpu=slack/#noc, disk=email/noc@example.com (off), fan=-, ping=slack/#noc, psu=-,"
         " temp=webhook/https://example.com/hook, ups=sms/+49301234, x=other/pager",
         "UPDATE notification_channels SET target = '#night' WHERE name = 'slack:#noc';"
         "INSERT INTO alert_rule_channels (alert_rule_id, channel_id, minimum_severity)"
         " SELECT r.id, c.id, 'CRITICAL' FROM alert_rules r, notification_channels c"
         " WHERE r.name IN ('fan', 'cpu', 'ping') AND c.name = 'noc@example.com';"
         "DELETE FROM alert_rule_channels USING alert_rules r, notification_channels c WHERE r.id = alert_rule_id"
         " AND c.id = channel_id AND r.name = 'cpu' AND c.name = 'slack:#noc'",
         "SELECT string_agg(name || '=' || coalesce(notification_channel, '-'), ', ' ORDER BY name)"
         " || '; night: ' || (SELECT count(*) FROM notification_channels WHERE target = '#night') FROM alert_rules",
         "cpu=noc@example.com, disk=noc@example.com, fan=noc@example.com, ping= slack:#noc , psu= ,"
         " temp=https://example.com/hook, ups=sms:+49301234, x=pager; night: 1",
         "cpu=email/noc@example.com (off), disk=email/noc@example.com (off), fan=email/noc@example.com (off),"
         " ping=slack/#night, psu=-, temp=webhook/https://example.com/hook, ups=sms/+49301234, x=other/pager"},

        {"both lines and the merge", "postgres", "e2867ab4130d", "16e9ab57d3c0",
         devices + "INSERT INTO alert_rules (name, condition, notification_channel) VALUES ('cpu', '>', 'slack:#noc')",
         "SELECT count(*) || ' channel, ' || (SELECT count(*) FROM maintenance_windows) || ' windows'"
         " FROM alert_rule_channels",
         "1 channel, 0 windows",
         "INSERT INTO maintenance_windows (device_id, starts_at, ends_at, reason)"
         " VALUES (1, '2025-12-01 01:00', '2025-12-01 02:00', 'firmware');"
         "INSERT INTO maintenance_window_mutes SELECT w.id, c.id FROM maintenance_windows w, notification_channels c",
         "SELECT count(*) || ' devices, ' || (SELECT notification_channel FROM alert_rules) FROM devices",
         "4 devices, slack:#noc", "1 channel, 0 windows"},

        {"updated_at keeps itself", "postgres", "7c2f5d98e061", "b19a4e70c3d6", devices,
         "SELECT count(*) FILTER (WHERE updated_at IS NOT NULL) || ' of ' || count(*) FROM devices", "0 of 4",
         "UPDATE devices SET model = 'R2' WHERE name IN ('a', 'b')",
         "SELECT count(*) FILTER (WHERE updated_at IS NOT NULL) || ' of ' || count(*) FROM devices", "2 of 4",
         "2 of 4"},

        {"unknown becomes not acknowledged", "postgres", "b19a4e70c3d6", "4fd07b6a29e1",
         devices
             + "INSERT INTO alerts (device_id, alert_type, severity, acknowledged, created_at)"
               " VALUES (1, 'cpu', 'WARNING', NULL, '2025-12-01'), (1, 'fan', 'ERROR', true, '2025-12-02')",
         "SELECT string_agg(acknowledged::text, ', ' ORDER BY id) || '; open: ' || (SELECT sum(open_alerts) || ' ' ||"
         " max(worst_severity) FROM device_overview) FROM alerts",
         "false, true; open: 1 WARNING",
         "INSERT INTO alerts (device_id, alert_type, severity) VALUES (2, 'psu', 'ERROR')",
         "SELECT string_agg(acknowledged::text, ', ' ORDER BY id) FROM alerts", "false, true, false",
         "false, true, false; open: 2 ERROR"},

        {"details become jsonb", "postgres", "4fd07b6a29e1", "82c5e1f39b74",
         "INSERT INTO audit_logs (action, details_json) VALUES ('login', '{\"b\": 1,  \"a\": [true, null]}'),"
         " ('logout', NULL), ('null', 'null')",
         "SELECT string_agg(action || '=' || coalesce(details_json::text, '-') || ' ' || pg_typeof(details_json), ', '"
         " ORDER BY id) FROM audit_logs",
         "login={\"a\": [true, null], \"b\": 1} jsonb, logout=- jsonb, null=null jsonb",
         "INSERT INTO audit_logs (action, details_json) VALUES ('edit', '{\"device\": 7}')",
         "SELECT string_agg(action || '=' || coalesce(details_json::text, '-') || ' ' || pg_typeof(details_json), ', '"
         " ORDER BY id) FROM audit_logs",
         "login={\"a\": [true, null], \"b\": 1} json, logout=- json, null=null json, edit={\"device\": 7} json",
         "login={\"a\": [true, null], \"b\": 1} jsonb, logout=- jsonb, null=null jsonb, edit={\"device\": 7} jsonb"},

        {"the index knows open alerts", "postgres", "82c5e1f39b74", "d63b08a7f52c",
         devices + "INSERT INTO alerts (device_id, alert_type, severity) VALUES (1, 'cpu', 'WARNING')",
         "SELECT count(*) || ' ' || (SELECT bool_and(indisvalid) FROM pg_index WHERE indexrelid ="
         " 'ix_alerts_open_device_id'::regclass) FROM alerts",
         "1 true", "UPDATE alerts SET acknowledged = true", "SELECT count(*) FROM alerts", "1", "1 true"},
    };
}

std::vector<DataScene> scenesOfTimescale()
{
    const std::string hourlyProbe =
        "SELECT count(*) || ' hours, ' || sum(pings) || ' pings, ' || sum(replies) || ' replies, '"
        " || round(avg(rtt_avg_ms)::numeric, 3) || ' ms' FROM ping_results_hourly";
    return {
        {"chunks of another size", "timescale", "0f8e2b6c47d1", "b5d91a7340ce", pings, pingsProbe, "12 48 300",
         "INSERT INTO ping_results VALUES (date_trunc('day', now() AT TIME ZONE 'utc'), 1, '10.0.0.1', true, 2, 0)",
         pingsProbe, "13 50 300", "13 50 300"},

        {"compressed chunks", "timescale", "b5d91a7340ce", "6e03c8f5a19b",
         pings + "INSERT INTO device_metrics SELECT now() - INTERVAL '3 days', 1, 'cpu', 0.5", pingsProbe, "12 48 300",
         "DO $$ BEGIN IF current_setting('timescaledb.license', true) = 'timescale' THEN"
         " PERFORM compress_chunk(chunk) FROM show_chunks('ping_results') AS chunk;"
         " PERFORM compress_chunk(chunk) FROM show_chunks('device_metrics') AS chunk; END IF; END $$",
         pingsProbe, "12 48 300", "12 48 300"},

        {"retention",
         "timescale",
         "6e03c8f5a19b",
         "d72a40be918c",
         pings,
         pingsProbe,
         "12 48 300",
         {},
         pingsProbe,
         "12 48 300",
         "12 48 300"},

        {"hours", "timescale", "d72a40be918c", "c18f64b02ae7", pings, hourlyProbe,
         "12 hours, 12 pings, 9 replies, 5.333 ms",
         "INSERT INTO ping_results VALUES (date_trunc('day', now() AT TIME ZONE 'utc'), 1, '10.0.0.1', true, 2, 0)",
         pingsProbe, "13 50 300", "13 hours, 13 pings, 10 replies, 5.000 ms"},

        {"days",
         "timescale",
         "c18f64b02ae7",
         "28bd0f7e6c93",
         pings,
         "SELECT pings || ' pings, ' || lost || ' lost, ' || availability_percent || ' %' FROM device_availability",
         "12 pings, 3 lost, 75.000 %",
         {},
         hourlyProbe,
         "12 hours, 12 pings, 9 replies, 5.333 ms",
         "12 pings, 3 lost, 75.000 %"},

        {"an index of metrics", "timescale", "28bd0f7e6c93", "e4a6017bd95f",
         "INSERT INTO device_metrics SELECT now() - i * INTERVAL '1 day', 1, 'cpu', i FROM generate_series(1, 20) AS i",
         "SELECT sum(value) FROM device_metrics WHERE metric_name = 'cpu'", "210",
         "INSERT INTO device_metrics VALUES (now(), 1, 'cpu', 1)", "SELECT sum(value) FROM device_metrics", "211",
         "211"},
    };
}

} // namespace

std::vector<DataScene> dataScenes()
{
    std::vector<DataScene> scenes = scenesOfPostgres();
    for (DataScene &scene : scenesOfTimescale())
        scenes.push_back(std::move(scene));
    return scenes;
}

} // namespace retort::test
