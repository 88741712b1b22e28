// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <concepts>
#include <type_traits>

/// The members of a relation and their names in JSON, said once for everything that goes through them: writing,
/// reading, comparing. `fields(archive, value)` calls `archive(name, member)` for each, in the order of the document.
/// A member that a document may lack reads as its default.
namespace retort::catalog {

/// T or const T: an archive writes from the one and reads into the other.
template <typename T, typename Value>
concept Either = std::same_as<std::remove_const_t<T>, Value>;

template <typename Archive, Either<RelationSummary> T> void fields(Archive &archive, T &summary)
{
    archive("schema", summary.name.schema);
    archive("name", summary.name.name);
    archive("kind", summary.kind);
    archive("owner", summary.owner);
    archive("comment", summary.comment);
    archive("estimated_rows", summary.estimatedRows);
    archive("total_bytes", summary.totalBytes);
    archive("is_hypertable", summary.isHypertable);
    archive("is_continuous_aggregate", summary.isContinuousAggregate);
    archive("is_version_table", summary.isOurs);
}

template <typename Archive, Either<Column> T> void fields(Archive &archive, T &column)
{
    archive("number", column.number);
    archive("name", column.name);
    archive("type", column.type);
    archive("collation", column.collation);
    archive("not_null", column.notNull);
    archive("options", column.options);
    archive("not_null_constraint", column.notNullConstraint);
    archive("default", column.defaultExpression);
    archive("identity", column.identity);
    archive("generated", column.generated);
    archive("storage", column.storage);
    archive("has_own_storage", column.hasOwnStorage);
    archive("compression", column.compression);
    archive("statistics_target", column.statisticsTarget);
    archive("comment", column.comment);
    archive("privileges", column.privileges);
    archive("is_local", column.isLocal);
    archive("inherit_count", column.inheritCount);
    archive("in_primary_key", column.inPrimaryKey);
    archive("foreign_options", column.foreignOptions);
    archive("is_key", column.isKey);
    archive("index_expression", column.indexExpression);
}

template <typename Archive, Either<Index> T> void fields(Archive &archive, T &index)
{
    archive("name", index.name);
    archive("table", index.table);
    archive("definition", index.definition);
    archive("method", index.method);
    archive("predicate", index.predicate);
    archive("constraint", index.constraintDefinition);
    archive("constraint_type", index.constraintType);
    archive("is_primary", index.isPrimary);
    archive("is_unique", index.isUnique);
    archive("nulls_not_distinct", index.nullsNotDistinct);
    archive("is_valid", index.isValid);
    archive("is_ready", index.isReady);
    archive("is_clustered", index.isClustered);
    archive("is_deferrable", index.isDeferrable);
    archive("is_deferred", index.isDeferred);
    archive("is_replica_identity", index.isReplicaIdentity);
    archive("parent", index.parent);
    archive("tablespace", index.tablespace);
    archive("bytes", index.bytes);
    archive("comment", index.comment);
    archive("constraint_comment", index.constraintComment);
    archive("statistics_targets", index.statisticsTargets);
}

template <typename Archive, Either<Constraint> T> void fields(Archive &archive, T &constraint)
{
    archive("name", constraint.name);
    archive("type", constraint.type);
    archive("definition", constraint.definition);
    archive("is_validated", constraint.isValidated);
    archive("is_enforced", constraint.isEnforced);
    archive("is_inheritable", constraint.isInheritable);
    archive("is_local", constraint.isLocal);
    archive("inherit_count", constraint.inheritCount);
    archive("comment", constraint.comment);
}

template <typename Archive, Either<ForeignKey> T> void fields(Archive &archive, T &key)
{
    archive("name", key.name);
    archive("from", key.from);
    archive("from_text", key.fromText);
    archive("to", key.to);
    archive("definition", key.definition);
    archive("is_validated", key.isValidated);
    archive("is_inherited", key.isInherited);
    archive("comment", key.comment);
}

template <typename Archive, Either<Trigger> T> void fields(Archive &archive, T &trigger)
{
    archive("name", trigger.name);
    archive("definition", trigger.definition);
    archive("is_enabled", trigger.isEnabled);
    archive("state", trigger.state);
    archive("is_internal", trigger.isInternal);
    archive("inherited_from", trigger.inheritedFrom);
    archive("comment", trigger.comment);
}

template <typename Archive, Either<Rule> T> void fields(Archive &archive, T &rule)
{
    archive("name", rule.name);
    archive("definition", rule.definition);
    archive("state", rule.state);
    archive("comment", rule.comment);
}

template <typename Archive, Either<RowPolicy> T> void fields(Archive &archive, T &policy)
{
    archive("name", policy.name);
    archive("is_permissive", policy.isPermissive);
    archive("command", policy.command);
    archive("roles", policy.roles);
    archive("using", policy.usingExpression);
    archive("check", policy.checkExpression);
    archive("comment", policy.comment);
}

template <typename Archive, Either<StatisticsObject> T> void fields(Archive &archive, T &object)
{
    archive("name", object.name);
    archive("columns", object.columns);
    archive("relation", object.relation);
    archive("has_distinct", object.hasDistinct);
    archive("has_dependencies", object.hasDependencies);
    archive("has_most_common", object.hasMostCommon);
    archive("target", object.target);
    archive("owner", object.owner);
    archive("comment", object.comment);
}

template <typename Archive, Either<Publication> T> void fields(Archive &archive, T &publication)
{
    archive("name", publication.name);
    archive("columns", publication.columns);
    archive("filter", publication.filter);
}

template <typename Archive, Either<PartitionFacts> T> void fields(Archive &archive, T &facts)
{
    archive("parent", facts.parent);
    archive("bound", facts.bound);
    archive("constraint", facts.constraint);
    archive("is_detach_pending", facts.isDetachPending);
}

template <typename Archive, Either<ChildRelation> T> void fields(Archive &archive, T &child)
{
    archive("name", child.name);
    archive("kind", child.kind);
    archive("bound", child.bound);
    archive("is_detach_pending", child.isDetachPending);
}

template <typename Archive, Either<SequenceFacts> T> void fields(Archive &archive, T &sequence)
{
    archive("type", sequence.type);
    archive("start", sequence.start);
    archive("minimum", sequence.minimum);
    archive("maximum", sequence.maximum);
    archive("increment", sequence.increment);
    archive("is_cycling", sequence.isCycling);
    archive("cache", sequence.cache);
    archive("owned_by", sequence.ownedBy);
    archive("is_identity", sequence.isIdentity);
    archive("last_value", sequence.lastValue);
    archive("is_value_hidden", sequence.isValueHidden);
}

template <typename Archive, Either<ForeignTableFacts> T> void fields(Archive &archive, T &facts)
{
    archive("server", facts.server);
    archive("options", facts.options);
}

template <typename Archive, Either<Dependent> T> void fields(Archive &archive, T &dependent)
{
    archive("name", dependent.name);
    archive("kind", dependent.kind);
}

template <typename Archive, Either<Activity> T> void fields(Archive &archive, T &activity)
{
    archive("live_rows", activity.liveRows);
    archive("dead_rows", activity.deadRows);
    archive("sequential_scans", activity.sequentialScans);
    archive("index_scans", activity.indexScans);
    archive("last_vacuum", activity.lastVacuum);
    archive("last_analyze", activity.lastAnalyze);
}

template <typename Archive, Either<Sizes> T> void fields(Archive &archive, T &sizes)
{
    archive("table_bytes", sizes.table);
    archive("index_bytes", sizes.indexes);
    archive("toast_bytes", sizes.toast);
}

template <typename Archive, Either<Dimension> T> void fields(Archive &archive, T &dimension)
{
    archive("column", dimension.column);
    archive("column_type", dimension.columnType);
    archive("type", dimension.type);
    archive("interval", dimension.interval);
    archive("integer_now", dimension.integerNow);
}

template <typename Archive, Either<Policy> T> void fields(Archive &archive, T &policy)
{
    archive("job_id", policy.jobId);
    archive("kind", policy.kind);
    archive("procedure", policy.procedure);
    archive("schedule", policy.schedule);
    archive("is_scheduled", policy.isScheduled);
    archive("config", policy.config);
    archive("next_start", policy.nextStart);
    archive("last_status", policy.lastStatus);
    archive("owner", policy.owner);
    archive("application_name", policy.applicationName);
    archive("check_function", policy.checkFunction);
    archive("is_fixed_schedule", policy.isFixedSchedule);
    archive("initial_start", policy.initialStart);
    archive("timezone", policy.timezone);
    archive("max_runtime", policy.maxRuntime);
    archive("max_retries", policy.maxRetries);
    archive("retry_period", policy.retryPeriod);
    archive("status", policy.status);
    archive("last_start", policy.lastStart);
    archive("last_finish", policy.lastFinish);
    archive("last_duration", policy.lastDuration);
    archive("runs", policy.runs);
    archive("successes", policy.successes);
    archive("failures", policy.failures);
    archive("last_error", policy.lastError);
}

template <typename Archive, Either<Chunk> T> void fields(Archive &archive, T &chunk)
{
    archive("name", chunk.name);
    archive("range_start", chunk.rangeStart);
    archive("range_end", chunk.rangeEnd);
    archive("is_compressed", chunk.isCompressed);
    archive("tablespace", chunk.tablespace);
    archive("bytes", chunk.bytes);
    archive("sizes", chunk.sizes);
    archive("bytes_before_compression", chunk.bytesBeforeCompression);
    archive("bytes_after_compression", chunk.bytesAfterCompression);
    archive("segment_by", chunk.segmentBy);
    archive("order_by", chunk.orderBy);
    archive("sparse_index", chunk.sparseIndex);
}

template <typename Archive, Either<HypertableFacts> T> void fields(Archive &archive, T &facts)
{
    archive("dimensions", facts.dimensions);
    archive("chunk_count", facts.chunkCount);
    archive("compressed_chunk_count", facts.compressedChunkCount);
    archive("compression_enabled", facts.compressionEnabled);
    archive("segment_by", facts.segmentBy);
    archive("is_segment_by_set", facts.isSegmentBySet);
    archive("order_by", facts.orderBy);
    archive("compress_interval", facts.compressInterval);
    archive("sparse_index", facts.sparseIndex);
    archive("tablespaces", facts.tablespaces);
    archive("total_bytes", facts.totalBytes);
    archive("sizes", facts.sizes);
    archive("bytes_before_compression", facts.bytesBeforeCompression);
    archive("bytes_after_compression", facts.bytesAfterCompression);
    archive("sizes_before_compression", facts.sizesBeforeCompression);
    archive("sizes_after_compression", facts.sizesAfterCompression);
    archive("policies", facts.policies);
    archive("continuous_aggregates", facts.continuousAggregates);
    archive("chunks", facts.chunks);
}

template <typename Archive, Either<ContinuousAggregateFacts> T> void fields(Archive &archive, T &facts)
{
    archive("hypertable", facts.hypertable);
    archive("materialized_only", facts.materializedOnly);
    archive("is_finalized", facts.isFinalized);
    archive("definition", facts.definition);
    archive("materialization", facts.materialization);
    archive("indexes", facts.indexes);
    archive("watermark", facts.watermark);
    archive("policies", facts.policies);
    archive("storage", facts.storage);
}

/// Without psql's texts, which follow from the rest.
template <typename Archive, Either<Relation> T> void fields(Archive &archive, T &relation)
{
    fields(archive, relation.summary);
    archive("locked_by", relation.lockedBy);
    archive("oid", relation.oid);
    archive("persistence", relation.persistence);
    archive("access_method", relation.accessMethod);
    archive("tablespace", relation.tablespace);
    archive("options", relation.options);
    archive("type_name", relation.typeName);
    archive("replica_identity", relation.replicaIdentity);
    archive("privileges", relation.privileges);
    fields(archive, relation.sizes);
    archive("activity", relation.activity);
    archive("columns", relation.columns);
    archive("indexes", relation.indexes);
    archive("constraints", relation.constraints);
    archive("foreign_keys", relation.foreignKeys);
    archive("referenced_by", relation.referencedBy);
    archive("statistics", relation.statistics);
    archive("triggers", relation.triggers);
    archive("rules", relation.rules);
    archive("row_security", relation.rowSecurity);
    archive("forced_row_security", relation.forcedRowSecurity);
    archive("policies", relation.policies);
    archive("publications", relation.publications);
    archive("inherits", relation.inherits);
    archive("partition_key", relation.partitionKey);
    archive("partition", relation.partition);
    archive("children", relation.children);
    archive("owning_table", relation.owningTable);
    archive("dependents", relation.dependents);
    archive("view_definition", relation.viewDefinition);
    archive("is_populated", relation.isPopulated);
    archive("index", relation.index);
    archive("sequence", relation.sequence);
    archive("foreign", relation.foreign);
    archive("hypertable", relation.hypertable);
    archive("continuous_aggregate", relation.continuousAggregate);
}

} // namespace retort::catalog
