// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace retort::catalog {

/// pg_class.relkind, spelled out.
enum class RelationKind {
    Table, PartitionedTable, View, MaterializedView, Index, PartitionedIndex, Sequence, ForeignTable, CompositeType,
    Toast,
};
std::string toString(RelationKind kind); ///< "table", "materialized view" …

struct RelationName {
    std::string schema;
    std::string name;
    std::string toString() const; ///< schema.name, quoted as SQL needs
    bool operator==(const RelationName &) const = default;
    auto operator<=>(const RelationName &) const = default;
};

/// One line of the relation list.
struct RelationSummary {
    RelationName name;
    RelationKind kind = RelationKind::Table;
    std::string owner;
    std::string comment;
    std::int64_t estimatedRows = -1; ///< -1: never analysed
    std::int64_t totalBytes = -1;    ///< -1: unknown
    bool isHypertable = false;
    bool isContinuousAggregate = false;
    bool isOurs = false; ///< version or history table
    bool operator==(const RelationSummary &) const = default;
};

struct Column {
    std::string name;
    std::string type;
    std::string collation; ///< empty: the type's default
    bool notNull = false;
    std::string defaultExpression;
    char identity = '\0';  ///< 'a' always, 'd' by default
    char generated = '\0'; ///< 's' stored
    std::string storage;
    std::string compression;
    int statisticsTarget = -1;
    std::string comment;
    bool inPrimaryKey = false;
    bool operator==(const Column &) const = default;
};

struct Index {
    std::string name;
    std::string definition; ///< pg_get_indexdef
    bool isPrimary = false;
    bool isUnique = false;
    bool isValid = true;
    std::int64_t bytes = -1;
    bool operator==(const Index &) const = default;
};

struct Constraint {
    std::string name;
    char type = 'c';        ///< pg_constraint.contype
    std::string definition; ///< pg_get_constraintdef
    bool isValidated = true;
    bool operator==(const Constraint &) const = default;
};

/// Both ways: `from` holds the foreign key, `to` is referenced.
struct ForeignKey {
    std::string name;
    RelationName from;
    RelationName to;
    std::string definition;
    bool isValidated = true;
    bool operator==(const ForeignKey &) const = default;
};

struct Trigger {
    std::string name;
    std::string definition;
    bool isEnabled = true;
    bool operator==(const Trigger &) const = default;
};

/// What TimescaleDB adds (views in timescaledb_information, 2.11 to 2.25). Unknown facts stay empty.
struct Dimension {
    std::string column;
    std::string type;     ///< "Time" or "Space"
    std::string interval; ///< chunk interval, or number of partitions
    bool operator==(const Dimension &) const = default;
};
struct Policy {
    std::int64_t jobId = 0;
    std::string kind;     ///< "compression", "retention", "refresh", "reorder", or the procedure
    std::string schedule; ///< interval
    std::string config;   ///< JSON as the server prints it
    std::string nextStart;
    std::string lastStatus;
    bool operator==(const Policy &) const = default;
};
struct HypertableFacts {
    std::vector<Dimension> dimensions;
    std::int64_t chunkCount = 0;
    std::int64_t compressedChunkCount = 0;
    bool compressionEnabled = false;
    std::string segmentBy;
    std::string orderBy;
    std::int64_t totalBytes = -1;
    std::vector<Policy> policies;
    std::vector<RelationName> continuousAggregates;
    bool operator==(const HypertableFacts &) const = default;
};
struct ContinuousAggregateFacts {
    RelationName hypertable;
    bool materializedOnly = true;
    std::string definition;
    std::vector<Policy> policies;
    bool operator==(const ContinuousAggregateFacts &) const = default;
};

/// One relation, all that an inspector shows. Values only.
struct Relation {
    RelationSummary summary;
    std::vector<Column> columns;
    std::vector<Index> indexes;
    std::vector<Constraint> constraints; ///< check and exclusion; keys are in `indexes`, foreign keys below
    std::vector<ForeignKey> foreignKeys;
    std::vector<ForeignKey> referencedBy;
    std::vector<Trigger> triggers;
    std::string viewDefinition;
    std::string psqlText;        ///< `\d`, byte for byte as psql 15 prints it
    std::string psqlVerboseText; ///< `\d+`
    std::optional<HypertableFacts> hypertable;
    std::optional<ContinuousAggregateFacts> continuousAggregate;
    bool operator==(const Relation &) const = default;
};

} // namespace retort::catalog
