// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A schema as plain values. Texts that the server made (definitions, expressions, names printed as regclass)
/// are kept verbatim; nothing is parsed. No I/O; any thread.
namespace retort::catalog {

/// pg_class.relkind, spelled out.
enum class RelationKind {
    Table,
    PartitionedTable,
    View,
    MaterializedView,
    Index,
    PartitionedIndex,
    Sequence,
    ForeignTable,
    CompositeType,
    Toast,
};
std::string toString(RelationKind kind); ///< "table", "materialized view" …

struct RelationName {
    std::string schema;
    std::string name;
    std::string toString() const; ///< schema.name, quoted as SQL needs
    /// What toString() wrote, or nothing where the text is no such name.
    static std::optional<RelationName> parse(std::string_view text);
    bool operator==(const RelationName &) const = default;
    auto operator<=>(const RelationName &) const = default;
};

/// Privileges as pg_catalog holds them, an aclitem each ("clerk=r/boss"); nothing where nobody has granted or revoked
/// any, so that PostgreSQL's default holds (manual, "Privileges").
using Privileges = std::optional<std::vector<std::string>>;

/// One line of the relation list.
struct RelationSummary {
    RelationName name;
    RelationKind kind = RelationKind::Table;
    std::string owner;
    std::string comment;
    std::int64_t estimatedRows = -1; ///< -1: never analysed
    std::int64_t totalBytes = -1;    ///< -1: unknown, or locked while we looked
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
    char generated = '\0'; ///< 's' stored, 'v' virtual
    std::string storage;
    bool hasOwnStorage = false; ///< another than its type's
    std::string compression;
    int statisticsTarget = -1;
    std::string comment;
    bool inPrimaryKey = false;
    std::string foreignOptions;  ///< of a foreign table's column: "(column_name 'id')"
    bool isKey = false;          ///< of an index's column: part of the key, not only INCLUDEd
    std::string indexExpression; ///< of an index's column
    int number = 0;              ///< pg_attribute.attnum
    Privileges privileges;
    bool isLocal = true;           ///< declared here, perhaps beside being inherited
    int inheritCount = 0;          ///< from how many parents
    std::string options; ///< "n_distinct=100"
    std::string notNullConstraint; ///< its name, where the server keeps one (18)
    bool operator==(const Column &) const = default;
};

/// An index of a table, or, in Relation::index, the facts of an index itself.
struct Index {
    std::string name;
    RelationName table;
    std::string definition;           ///< pg_get_indexdef
    std::string method;               ///< "btree" …
    std::string predicate;            ///< of a partial index
    std::string constraintDefinition; ///< pg_get_constraintdef of the key or exclusion constraint on it
    char constraintType = '\0';       ///< 'p', 'u', 'x', or none
    bool isPrimary = false;
    bool isUnique = false;
    bool nullsNotDistinct = false;
    bool isValid = true;
    bool isClustered = false;
    bool isDeferrable = false;
    bool isDeferred = false;
    bool isReplicaIdentity = false;
    std::string tablespace; ///< empty: the database's default
    std::int64_t bytes = -1;
    bool isReady = true; ///< new rows go into it
    std::string parent;  ///< the partitioned index that it is a partition of, as the server prints it
    std::string comment; ///< of the index
    std::string statisticsTargets; ///< of its expressions, "1 200,3 50": column and target
    std::string constraintComment;
    bool operator==(const Index &) const = default;
};

struct Constraint {
    std::string name;
    char type = 'c';        ///< pg_constraint.contype
    std::string definition; ///< pg_get_constraintdef
    bool isValidated = true;
    bool isEnforced = true; ///< NOT ENFORCED since 18
    bool isInheritable = true; ///< false: NO INHERIT
    bool isLocal = true;
    int inheritCount = 0;
    std::string comment;
    bool operator==(const Constraint &) const = default;
};

/// Both ways: `from` holds the foreign key, `to` is referenced.
struct ForeignKey {
    std::string name;
    RelationName from;
    RelationName to;
    std::string definition;
    bool isValidated = true;
    std::string fromText;     ///< `from` as the server prints it: without its schema where the search path finds it
    bool isInherited = false; ///< holds for this partition because it stands on its ancestor
    std::string comment;
    bool operator==(const ForeignKey &) const = default;
};

struct Trigger {
    std::string name;
    std::string definition;
    bool isEnabled = true;
    char state = 'O'; ///< pg_trigger.tgenabled: 'O' origin, 'D' disabled, 'A' always, 'R' replica
    bool isInternal = false;
    std::string inheritedFrom; ///< the partitioned table it was declared on; empty: this one
    std::string comment;
    bool operator==(const Trigger &) const = default;
};

struct Rule {
    std::string name;
    std::string definition; ///< without its last semicolon
    char state = 'O';       ///< pg_rewrite.ev_enabled, as for triggers
    std::string comment;
    bool operator==(const Rule &) const = default;
};

/// Row-level security.
struct RowPolicy {
    std::string name;
    bool isPermissive = true;
    std::string command; ///< SELECT, INSERT, UPDATE, DELETE; empty: ALL
    std::string roles;   ///< "a,b"; empty: PUBLIC
    std::optional<std::string> usingExpression;
    std::optional<std::string> checkExpression;
    std::string comment;
    bool operator==(const RowPolicy &) const = default;
};

/// CREATE STATISTICS.
struct StatisticsObject {
    RelationName name;
    std::string columns;  ///< and expressions
    std::string relation; ///< as the server prints it
    bool hasDistinct = false;
    bool hasDependencies = false;
    bool hasMostCommon = false;
    std::optional<int> target;
    std::string owner;
    std::string comment;
    bool operator==(const StatisticsObject &) const = default;
};

struct Publication {
    std::string name;
    std::optional<std::string> columns;
    std::optional<std::string> filter; ///< with its parentheses
    bool operator==(const Publication &) const = default;
};

/// What makes a relation a partition. Indexes are partitions too, without bound.
struct PartitionFacts {
    std::string parent; ///< as the server prints it
    std::string bound;
    std::string constraint;
    bool isDetachPending = false;
    bool operator==(const PartitionFacts &) const = default;
};

/// A partition, or a table that inherits. Chunks of a hypertable are children too.
struct ChildRelation {
    std::string name; ///< as the server prints it
    RelationKind kind = RelationKind::Table;
    std::optional<std::string> bound;
    bool isDetachPending = false;
    bool operator==(const ChildRelation &) const = default;
};

struct SequenceFacts {
    std::string type;
    std::string start;
    std::string minimum;
    std::string maximum;
    std::string increment;
    bool isCycling = false;
    std::string cache;
    std::string ownedBy; ///< schema.table.column, quoted as SQL needs
    bool isIdentity = false;
    std::string lastValue;      ///< empty: never used, or not read
    bool isValueHidden = false; ///< this user may not see the value
    bool operator==(const SequenceFacts &) const = default;
};

struct ForeignTableFacts {
    std::string server;
    std::string options; ///< "table_name 'Book'"
    bool operator==(const ForeignTableFacts &) const = default;
};

/// A view that reads this relation.
struct Dependent {
    RelationName name;
    RelationKind kind = RelationKind::View;
    bool operator==(const Dependent &) const = default;
};

/// What the server has counted since its statistics were last reset (manual, "The Cumulative Statistics System").
struct Activity {
    std::int64_t liveRows = 0;
    std::int64_t deadRows = 0;
    std::int64_t sequentialScans = 0;
    std::int64_t indexScans = 0;
    std::string lastVacuum; ///< by whomever; empty: never
    std::string lastAnalyze;
    bool operator==(const Activity &) const = default;
};

/// Bytes on disk; -1: unknown.
struct Sizes {
    std::int64_t table = -1; ///< main fork and maps
    std::int64_t indexes = -1;
    std::int64_t toast = -1;
    bool operator==(const Sizes &) const = default;
};

/// What TimescaleDB adds (views in timescaledb_information, 2.11 to 2.25). Unknown facts stay empty.
struct Dimension {
    std::string column;
    std::string columnType;
    std::string type;       ///< "Time" or "Space"
    std::string interval;   ///< chunk interval, or number of partitions
    std::string integerNow; ///< function that tells the time of an integer dimension: schema.name, quoted as SQL needs
    bool operator==(const Dimension &) const = default;
};
struct Policy {
    std::int64_t jobId = 0;
    std::string kind;      ///< "compression", "retention", "refresh", "reorder", or the procedure
    std::string procedure; ///< schema.name
    std::string schedule;  ///< interval
    bool isScheduled = true;
    std::string config; ///< JSON as the server prints it
    std::string nextStart;
    std::string lastStatus; ///< of the last run: "Success", "Failed"
    std::string owner;
    std::string applicationName; ///< "Retention Policy [1001]"
    std::string checkFunction;   ///< schema.name of what checks the config
    bool isFixedSchedule = false;
    std::string initialStart;
    std::string timezone;   ///< that a fixed schedule keeps to; empty: UTC
    std::string maxRuntime; ///< interval; nothing: no limit
    std::string maxRetries; ///< "-1": without end
    std::string retryPeriod;
    std::string status; ///< "Scheduled", "Running", "Paused"
    std::string lastStart;
    std::string lastFinish;
    std::string lastDuration;
    std::int64_t runs = 0;
    std::int64_t successes = 0;
    std::int64_t failures = 0;
    std::string lastError; ///< what the last failed run died of, as far as the server remembers
    bool operator==(const Policy &) const = default;
};
struct Chunk {
    RelationName name;
    std::string rangeStart; ///< of the primary dimension: a timestamp, or a number
    std::string rangeEnd;
    bool isCompressed = false;
    std::string tablespace;
    std::int64_t bytes = -1;
    Sizes sizes;
    std::int64_t bytesBeforeCompression = -1; ///< -1: not compressed, or unknown
    std::int64_t bytesAfterCompression = -1;
    std::string segmentBy; ///< that it was compressed with
    std::string orderBy;
    std::string sparseIndex; ///< JSON
    bool operator==(const Chunk &) const = default;
};
struct HypertableFacts {
    std::vector<Dimension> dimensions;
    std::int64_t chunkCount = 0;
    std::int64_t compressedChunkCount = 0;
    bool compressionEnabled = false;
    std::string segmentBy;
    bool isSegmentBySet = false; ///< false: TimescaleDB chooses when it compresses; true and empty: by no column
    std::string orderBy;         ///< empty: TimescaleDB chooses
    std::string compressInterval; ///< chunks are merged up to this when they are compressed
    std::string sparseIndex;      ///< JSON
    std::vector<std::string> tablespaces;
    std::int64_t totalBytes = -1;
    Sizes sizes;
    std::int64_t bytesBeforeCompression = -1; ///< of the compressed chunks; -1: none, or unknown
    std::int64_t bytesAfterCompression = -1;
    Sizes sizesBeforeCompression;
    Sizes sizesAfterCompression;
    std::vector<Policy> policies;
    std::vector<RelationName> continuousAggregates;
    std::vector<Chunk> chunks; ///< in the order of their ranges
    bool operator==(const HypertableFacts &) const = default;
};
struct ContinuousAggregateFacts {
    RelationName hypertable;
    bool materializedOnly = true;
    std::optional<bool> isFinalized; ///< nothing where the server doesn't tell: since 2.25 all are
    std::string definition;
    std::vector<Policy> policies;
    RelationName materialization; ///< the internal hypertable that holds its rows
    HypertableFacts storage;      ///< of that hypertable; its policies are above
    std::vector<Index> indexes;   ///< of that hypertable: name, definition and comment
    std::string watermark; ///< up to where it is materialized, as stored: microseconds, or a number; empty: unknown
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

    std::uint32_t oid = 0;
    char persistence = 'p';     ///< pg_class.relpersistence: 'p', 'u' unlogged, 't' temporary
    std::string accessMethod;   ///< "heap", "btree" …; empty where there is none
    std::string tablespace;     ///< empty: the database's default
    std::string options;        ///< "fillfactor=85, toast.autovacuum_enabled=off"
    std::string typeName;       ///< of a typed table
    char replicaIdentity = 'd'; ///< pg_class.relreplident: 'd' default, 'n' nothing, 'f' full, 'i' index
    bool isPopulated = true;    ///< of a materialized view
    bool rowSecurity = false;
    bool forcedRowSecurity = false;
    std::string partitionKey; ///< of a partitioned table
    std::string owningTable;  ///< of a TOAST table: "schema.table", never quoted
    std::vector<Rule> rules;  ///< without a view's _RETURN
    std::vector<RowPolicy> policies;
    std::vector<StatisticsObject> statistics;
    std::vector<Publication> publications;
    std::optional<PartitionFacts> partition;
    std::vector<std::string> inherits; ///< parents as the server prints them, partitioned ones left out
    std::vector<ChildRelation> children;
    std::optional<Index> index;
    std::optional<SequenceFacts> sequence;
    std::optional<ForeignTableFacts> foreign;
    std::vector<Dependent> dependents;
    Sizes sizes;
    Privileges privileges;
    std::string lockedBy; ///< who holds it, so that only name, kind and owner are known; empty: nobody
    std::optional<Activity> activity; ///< of tables and materialized views
    bool operator==(const Relation &) const = default;
};

} // namespace retort::catalog
