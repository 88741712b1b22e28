-- route alert rules to notification channels
--
-- Revision ID: c70b14e8a92f
-- Revises: 9d35c01f7ea8
-- Create Date: 2025-11-20 13:31:27

-- migrate:up
CREATE TABLE alert_rule_channels (
    alert_rule_id INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE,
    channel_id INTEGER NOT NULL REFERENCES notification_channels (id) ON DELETE RESTRICT,
    minimum_severity alertseverity NOT NULL DEFAULT 'WARNING',
    PRIMARY KEY (alert_rule_id, channel_id)
);
CREATE INDEX ix_alert_rule_channels_channel_id ON alert_rule_channels (channel_id);

-- Until now a rule named its one channel as free text: `slack:#noc`, `noc@example.com` …
INSERT INTO notification_channels (name, kind, target)
SELECT DISTINCT
    btrim(notification_channel),
    CASE
        WHEN notification_channel ~ '^\s*slack:' THEN 'slack'
        WHEN notification_channel ~ '^\s*https?://' THEN 'webhook'
        WHEN notification_channel ~ '^\s*sms:' THEN 'sms'
        WHEN notification_channel ~ '@' THEN 'email'
        ELSE 'other'
    END,
    regexp_replace(btrim(notification_channel), '^(slack|sms):', '')
FROM alert_rules
WHERE btrim(notification_channel) <> ''
ON CONFLICT (name) DO NOTHING;

INSERT INTO alert_rule_channels (alert_rule_id, channel_id)
SELECT alert_rules.id, notification_channels.id
FROM alert_rules
JOIN notification_channels ON notification_channels.name = btrim(alert_rules.notification_channel);

-- migrate:down
-- A rule holds one channel, as text: its own text where it still names one of its channels, else the first of them.
UPDATE alert_rules
SET notification_channel = routed.channels[1]
FROM (
    SELECT
        alert_rule_channels.alert_rule_id,
        array_agg(notification_channels.name ORDER BY notification_channels.name) AS channels
    FROM alert_rule_channels
    JOIN notification_channels ON notification_channels.id = alert_rule_channels.channel_id
    GROUP BY alert_rule_channels.alert_rule_id
) AS routed
WHERE routed.alert_rule_id = alert_rules.id
  AND (btrim(alert_rules.notification_channel) = ANY (routed.channels)) IS NOT TRUE;

-- The channels stay: people may have edited them, and the next upgrade finds them by their names.
DROP TABLE alert_rule_channels;
