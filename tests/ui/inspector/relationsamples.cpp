// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/inspector/relationsamples.h"

namespace retort::testing {

using namespace retort::catalog;

namespace {

Column column(const char *name, const char *type, bool notNull, const char *value = "")
{
    Column made;
    made.name = name;
    made.type = type;
    made.notNull = notNull;
    made.defaultExpression = value;
    return made;
}

Index index(const char *name, const char *definition)
{
    Index made;
    made.name = name;
    made.definition = definition;
    made.method = "btree";
    made.bytes = 16'384;
    return made;
}

ForeignKey foreignKey(const char *name, const char *from, const char *to, const char *definition)
{
    ForeignKey made;
    made.name = name;
    made.from = {"public", from};
    made.to = {"public", to};
    made.definition = definition;
    return made;
}

Policy policy(std::int64_t job, const char *kind, const char *status)
{
    Policy made;
    made.jobId = job;
    made.kind = kind;
    made.schedule = "12:00:00";
    made.lastStatus = status;
    return made;
}

} // namespace

RelationSummary summary(const char *name, RelationKind kind)
{
    RelationSummary made;
    made.name = {"public", name};
    made.kind = kind;
    made.owner = "sotp_user";
    return made;
}

Relation devicesBefore()
{
    Relation relation;
    relation.summary = summary("devices");
    relation.summary.estimatedRows = 12'480;
    relation.summary.totalBytes = 5'767'168;
    relation.columns = {column("id", "integer", true, "nextval('devices_id_seq'::regclass)"),
                        column("name", "character varying(120)", true), column("created_by_id", "integer", false),
                        column("snmp_config", "json", false)};
    relation.columns[0].inPrimaryKey = true;
    relation.indexes = {index("devices_pkey", "CREATE UNIQUE INDEX devices_pkey ON public.devices USING btree (id)")};
    relation.indexes[0].isPrimary = true;
    relation.indexes[0].isUnique = true;
    relation.indexes[0].constraintType = 'p';
    relation.indexes[0].constraintDefinition = "PRIMARY KEY (id)";
    Constraint check;
    check.name = "devices_name_check";
    check.definition = "CHECK (name <> ''::text)";
    relation.constraints = {check};
    relation.foreignKeys = {foreignKey("devices_created_by_id_fkey", "devices", "users",
                                       "FOREIGN KEY (created_by_id) REFERENCES users(id) ON DELETE SET NULL")};
    relation.referencedBy = {
        foreignKey("alerts_device_id_fkey", "alerts", "devices", "FOREIGN KEY (device_id) REFERENCES devices(id)")};
    Trigger trigger;
    trigger.name = "devices_audit";
    trigger.definition =
        "CREATE TRIGGER devices_audit AFTER INSERT ON public.devices FOR EACH ROW EXECUTE FUNCTION audit()";
    trigger.isEnabled = false;
    trigger.state = 'D';
    relation.triggers = {trigger};
    relation.dependents = {{{"public", "active_devices"}, RelationKind::View}};
    relation.psqlText = "Table \"public.devices\"\n";
    relation.psqlVerboseText = "Table \"public.devices\" +\n";
    return relation;
}

Relation devicesAfter()
{
    Relation relation = devicesBefore();
    relation.summary.totalBytes = 6'000'000; // figures change by themselves
    relation.columns.pop_back();
    relation.columns[1].type = "character varying(200)";
    relation.columns.push_back(column("group_id", "integer", false));
    relation.indexes.push_back(
        index("ix_devices_group", "CREATE INDEX ix_devices_group ON public.devices USING btree (group_id)"));
    relation.indexes.back().isValid = false;
    relation.indexes[0].bytes = 99'999;
    relation.foreignKeys.push_back(foreignKey("devices_group_id_fkey", "devices", "device_groups",
                                              "FOREIGN KEY (group_id) REFERENCES device_groups(id)"));
    return relation;
}

Relation activeDevices()
{
    Relation relation;
    relation.summary = summary("active_devices", RelationKind::View);
    relation.columns = {column("id", "integer", false)};
    relation.viewDefinition = " SELECT devices.id\n   FROM devices;";
    relation.psqlText = "View \"public.active_devices\"\n";
    return relation;
}

Relation pingResults()
{
    Relation relation;
    relation.summary = summary("ping_results");
    relation.summary.isHypertable = true;
    relation.columns = {column("time", "timestamp with time zone", true)};
    HypertableFacts facts;
    facts.dimensions = {{"time", "timestamp with time zone", "Time", "7 days", ""}};
    facts.chunkCount = 4;
    facts.compressedChunkCount = 1;
    facts.compressionEnabled = true;
    facts.bytesBeforeCompression = 90'000;
    facts.bytesAfterCompression = 9'000;
    facts.segmentBy = "device_id";
    facts.policies = {policy(1'004, "compression", "Success"), policy(1'005, "retention", "Failed")};
    facts.continuousAggregates = {{"public", "ping_hourly"}};
    for (int i = 0; i < 4; ++i) {
        Chunk chunk;
        chunk.name = {"_timescaledb_internal", "_hyper_1_" + std::to_string(i + 1) + "_chunk"};
        chunk.rangeStart = "2025-11-0" + std::to_string(i + 1) + " 00:00:00+00";
        chunk.rangeEnd = "2025-11-0" + std::to_string(i + 2) + " 00:00:00+00";
        chunk.isCompressed = i == 0;
        chunk.bytes = 1'000'000 * (i + 1);
        facts.chunks.push_back(chunk);
    }
    relation.hypertable = facts;
    return relation;
}

Relation pingHourly()
{
    Relation relation;
    relation.summary = summary("ping_hourly", RelationKind::View);
    relation.summary.isContinuousAggregate = true;
    relation.columns = {column("bucket", "timestamp with time zone", false)};
    ContinuousAggregateFacts facts;
    facts.hypertable = {"public", "ping_results"};
    facts.definition =
        " SELECT time_bucket('01:00:00'::interval, ping_results.\"time\") AS bucket\n   FROM ping_results;";
    facts.storage.dimensions = {{"bucket", "timestamp with time zone", "Time", "70 days", ""}};
    facts.watermark = "1763856000000000";
    facts.policies = {policy(1'006, "refresh", "Success")};
    relation.continuousAggregate = facts;
    return relation;
}

} // namespace retort::testing
