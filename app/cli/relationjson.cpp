// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/relationjson.h"

namespace retort::cli
{

namespace
{

/// Numbers that the catalog holds as -1 where they are not known.
void writeKnown(JsonWriter &json, std::string_view key, std::int64_t number)
{
    json.key(key);
    if (number < 0)
        json.null();
    else
        json.value(number);
}

/// One of pg_catalog's letters, as it is.
void writeLetter(JsonWriter &json, std::string_view key, char letter)
{
    json.memberOrNull(key, letter == '\0' ? std::string_view() : std::string_view(&letter, 1));
}

template <typename T, typename Write>
void writeEach(JsonWriter &json, std::string_view key, const std::vector<T> &items, const Write &write)
{
    json.key(key);
    json.beginArray();
    for (const T &item : items) {
        json.beginObject();
        write(item);
        json.endObject();
    }
    json.endArray();
}

template <typename T, typename Write>
void writeOptional(JsonWriter &json, std::string_view key, const std::optional<T> &item, const Write &write)
{
    json.key(key);
    if (!item) {
        json.null();
        return;
    }
    json.beginObject();
    write(*item);
    json.endObject();
}

void writeSummaryMembers(JsonWriter &json, const catalog::RelationSummary &summary)
{
    json.member("schema", summary.name.schema);
    json.member("name", summary.name.name);
    json.member("kind", catalog::toString(summary.kind));
    json.member("owner", summary.owner);
    json.memberOrNull("comment", summary.comment);
    writeKnown(json, "estimated_rows", summary.estimatedRows);
    writeKnown(json, "total_bytes", summary.totalBytes);
    json.member("is_hypertable", summary.isHypertable);
    json.member("is_continuous_aggregate", summary.isContinuousAggregate);
    json.member("is_version_table", summary.isOurs);
}

void writeColumn(JsonWriter &json, const catalog::Column &column)
{
    json.member("name", column.name);
    json.member("type", column.type);
    json.memberOrNull("collation", column.collation);
    json.member("not_null", column.notNull);
    json.memberOrNull("default", column.defaultExpression);
    writeLetter(json, "identity", column.identity);
    writeLetter(json, "generated", column.generated);
    json.memberOrNull("storage", column.storage);
    json.memberOrNull("compression", column.compression);
    writeKnown(json, "statistics_target", column.statisticsTarget);
    json.memberOrNull("comment", column.comment);
    json.member("in_primary_key", column.inPrimaryKey);
    json.memberOrNull("foreign_options", column.foreignOptions);
    json.memberOrNull("index_expression", column.indexExpression);
}

void writeIndex(JsonWriter &json, const catalog::Index &index)
{
    json.member("name", index.name);
    json.member("definition", index.definition);
    json.member("method", index.method);
    json.memberOrNull("predicate", index.predicate);
    json.memberOrNull("constraint", index.constraintDefinition);
    writeLetter(json, "constraint_type", index.constraintType);
    json.member("is_primary", index.isPrimary);
    json.member("is_unique", index.isUnique);
    json.member("nulls_not_distinct", index.nullsNotDistinct);
    json.member("is_valid", index.isValid);
    json.member("is_clustered", index.isClustered);
    json.member("is_deferrable", index.isDeferrable);
    json.member("is_deferred", index.isDeferred);
    json.member("is_replica_identity", index.isReplicaIdentity);
    json.memberOrNull("tablespace", index.tablespace);
    writeKnown(json, "bytes", index.bytes);
}

void writeForeignKey(JsonWriter &json, const catalog::ForeignKey &key)
{
    json.member("name", key.name);
    json.member("from", key.from.toString());
    json.member("to", key.to.toString());
    json.member("definition", key.definition);
    json.member("is_validated", key.isValidated);
    json.member("is_inherited", key.isInherited);
}

void writeStructure(JsonWriter &json, const catalog::Relation &relation)
{
    writeEach(json, "columns", relation.columns, [&](const catalog::Column &column) { writeColumn(json, column); });
    writeEach(json, "indexes", relation.indexes, [&](const catalog::Index &index) { writeIndex(json, index); });
    writeEach(json, "constraints", relation.constraints, [&](const catalog::Constraint &constraint) {
        json.member("name", constraint.name);
        writeLetter(json, "type", constraint.type);
        json.member("definition", constraint.definition);
        json.member("is_validated", constraint.isValidated);
    });
    writeEach(json, "foreign_keys", relation.foreignKeys,
              [&](const catalog::ForeignKey &key) { writeForeignKey(json, key); });
    writeEach(json, "referenced_by", relation.referencedBy,
              [&](const catalog::ForeignKey &key) { writeForeignKey(json, key); });
    writeEach(json, "statistics", relation.statistics, [&](const catalog::StatisticsObject &object) {
        json.member("name", object.name.toString());
        json.member("columns", object.columns);
        json.member("has_distinct", object.hasDistinct);
        json.member("has_dependencies", object.hasDependencies);
        json.member("has_most_common", object.hasMostCommon);
        writeKnown(json, "target", object.target.value_or(-1));
    });
}

void writeBehaviour(JsonWriter &json, const catalog::Relation &relation)
{
    writeEach(json, "triggers", relation.triggers, [&](const catalog::Trigger &trigger) {
        json.member("name", trigger.name);
        json.member("definition", trigger.definition);
        json.member("is_enabled", trigger.isEnabled);
        writeLetter(json, "state", trigger.state);
        json.member("is_internal", trigger.isInternal);
        json.memberOrNull("inherited_from", trigger.inheritedFrom);
    });
    writeEach(json, "rules", relation.rules, [&](const catalog::Rule &rule) {
        json.member("name", rule.name);
        json.member("definition", rule.definition);
        writeLetter(json, "state", rule.state);
    });
    json.member("row_security", relation.rowSecurity);
    json.member("forced_row_security", relation.forcedRowSecurity);
    writeEach(json, "policies", relation.policies, [&](const catalog::RowPolicy &policy) {
        json.member("name", policy.name);
        json.member("is_permissive", policy.isPermissive);
        json.memberOrNull("command", policy.command);
        json.memberOrNull("roles", policy.roles);
        json.memberOrNull("using", policy.usingExpression.value_or(std::string()));
        json.memberOrNull("check", policy.checkExpression.value_or(std::string()));
    });
    writeEach(json, "publications", relation.publications, [&](const catalog::Publication &publication) {
        json.member("name", publication.name);
        json.memberOrNull("columns", publication.columns.value_or(std::string()));
        json.memberOrNull("filter", publication.filter.value_or(std::string()));
    });
}

void writeFamily(JsonWriter &json, const catalog::Relation &relation)
{
    json.member("inherits", relation.inherits);
    json.memberOrNull("partition_key", relation.partitionKey);
    writeOptional(json, "partition", relation.partition, [&](const catalog::PartitionFacts &facts) {
        json.member("parent", facts.parent);
        json.memberOrNull("bound", facts.bound);
        json.memberOrNull("constraint", facts.constraint);
        json.member("is_detach_pending", facts.isDetachPending);
    });
    writeEach(json, "children", relation.children, [&](const catalog::ChildRelation &child) {
        json.member("name", child.name);
        json.member("kind", catalog::toString(child.kind));
        json.memberOrNull("bound", child.bound.value_or(std::string()));
        json.member("is_detach_pending", child.isDetachPending);
    });
    json.memberOrNull("owning_table", relation.owningTable);
    writeEach(json, "dependents", relation.dependents, [&](const catalog::Dependent &dependent) {
        json.member("name", dependent.name.toString());
        json.member("kind", catalog::toString(dependent.kind));
    });
}

void writeKindFacts(JsonWriter &json, const catalog::Relation &relation)
{
    json.memberOrNull("view_definition", relation.viewDefinition);
    json.member("is_populated", relation.isPopulated);
    writeOptional(json, "index", relation.index, [&](const catalog::Index &index) {
        json.member("table", index.table.toString());
        writeIndex(json, index);
    });
    writeOptional(json, "sequence", relation.sequence, [&](const catalog::SequenceFacts &sequence) {
        json.member("type", sequence.type);
        json.member("start", sequence.start);
        json.member("minimum", sequence.minimum);
        json.member("maximum", sequence.maximum);
        json.member("increment", sequence.increment);
        json.member("is_cycling", sequence.isCycling);
        json.member("cache", sequence.cache);
        json.memberOrNull("owned_by", sequence.ownedBy);
        json.member("is_identity", sequence.isIdentity);
    });
    writeOptional(json, "foreign", relation.foreign, [&](const catalog::ForeignTableFacts &facts) {
        json.member("server", facts.server);
        json.memberOrNull("options", facts.options);
    });
}

void writePolicies(JsonWriter &json, const std::vector<catalog::Policy> &policies)
{
    writeEach(json, "policies", policies, [&](const catalog::Policy &policy) {
        json.member("job_id", policy.jobId);
        json.member("kind", policy.kind);
        json.member("procedure", policy.procedure);
        json.memberOrNull("schedule", policy.schedule);
        json.member("is_scheduled", policy.isScheduled);
        json.memberOrNull("config", policy.config);
        json.memberOrNull("next_start", policy.nextStart);
        json.memberOrNull("last_status", policy.lastStatus);
    });
}

void writeHypertable(JsonWriter &json, const catalog::HypertableFacts &facts)
{
    writeEach(json, "dimensions", facts.dimensions, [&](const catalog::Dimension &dimension) {
        json.member("column", dimension.column);
        json.member("column_type", dimension.columnType);
        json.member("type", dimension.type);
        json.memberOrNull("interval", dimension.interval);
        json.memberOrNull("integer_now", dimension.integerNow);
    });
    json.member("chunk_count", facts.chunkCount);
    json.member("compressed_chunk_count", facts.compressedChunkCount);
    json.member("compression_enabled", facts.compressionEnabled);
    json.memberOrNull("segment_by", facts.segmentBy);
    json.memberOrNull("order_by", facts.orderBy);
    writeKnown(json, "total_bytes", facts.totalBytes);
    writeKnown(json, "bytes_before_compression", facts.bytesBeforeCompression);
    writeKnown(json, "bytes_after_compression", facts.bytesAfterCompression);
    writePolicies(json, facts.policies);
    std::vector<std::string> aggregates;
    for (const catalog::RelationName &name : facts.continuousAggregates)
        aggregates.push_back(name.toString());
    json.member("continuous_aggregates", aggregates);
    writeEach(json, "chunks", facts.chunks, [&](const catalog::Chunk &chunk) {
        json.member("name", chunk.name.toString());
        json.memberOrNull("range_start", chunk.rangeStart);
        json.memberOrNull("range_end", chunk.rangeEnd);
        json.member("is_compressed", chunk.isCompressed);
        json.memberOrNull("tablespace", chunk.tablespace);
        writeKnown(json, "bytes", chunk.bytes);
    });
}

void writeTimescale(JsonWriter &json, const catalog::Relation &relation)
{
    writeOptional(json, "hypertable", relation.hypertable,
                  [&](const catalog::HypertableFacts &facts) { writeHypertable(json, facts); });
    writeOptional(json, "continuous_aggregate", relation.continuousAggregate,
                  [&](const catalog::ContinuousAggregateFacts &facts) {
                      json.member("hypertable", facts.hypertable.toString());
                      json.member("materialized_only", facts.materializedOnly);
                      json.member("definition", facts.definition);
                      json.member("materialization", facts.materialization.toString());
                      json.memberOrNull("watermark", facts.watermark);
                      writePolicies(json, facts.policies);
                      json.key("storage");
                      json.beginObject();
                      writeHypertable(json, facts.storage);
                      json.endObject();
                  });
}

} // namespace

void writeSummary(JsonWriter &json, const catalog::RelationSummary &summary)
{
    json.beginObject();
    writeSummaryMembers(json, summary);
    json.endObject();
}

void writeRelation(JsonWriter &json, const catalog::Relation &relation)
{
    json.beginObject();
    writeSummaryMembers(json, relation.summary);
    writeLetter(json, "persistence", relation.persistence);
    json.memberOrNull("access_method", relation.accessMethod);
    json.memberOrNull("tablespace", relation.tablespace);
    json.memberOrNull("options", relation.options);
    json.memberOrNull("type_name", relation.typeName);
    writeLetter(json, "replica_identity", relation.replicaIdentity);
    writeKnown(json, "table_bytes", relation.sizes.table);
    writeKnown(json, "index_bytes", relation.sizes.indexes);
    writeKnown(json, "toast_bytes", relation.sizes.toast);
    writeStructure(json, relation);
    writeBehaviour(json, relation);
    writeFamily(json, relation);
    writeKindFacts(json, relation);
    writeTimescale(json, relation);
    json.endObject();
}

} // namespace retort::cli
