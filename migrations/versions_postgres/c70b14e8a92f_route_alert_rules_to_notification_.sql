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
-- `alert_rules.notification_channel` still has its text; a rule that was given its channel since then has none yet.
UPDATE alert_rules
SET notification_channel = routed.channel
FROM (
    SELECT alert_rule_channels.alert_rule_id, min(notification_channels.name) AS channel
    FROM alert_rule_channels
    JOIN notification_channels ON notification_channels.id = alert_rule_channels.channel_id
    GROUP BY alert_rule_channels.alert_rule_id
) AS routed
WHERE routed.alert_rule_id = alert_rules.id
  AND alert_rules.notification_channel IS NULL;

DROP TABLE alert_rule_channels;

DELETE FROM notification_channels
WHERE name IN (SELECT btrim(notification_channel) FROM alert_rules WHERE notification_channel IS NOT NULL);
