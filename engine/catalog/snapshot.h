// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/dependency.h"
#include "engine/catalog/relation.h"
#include "engine/postgres/connection.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A whole database as one value: what is shown, compared and kept of it.
namespace retort::catalog {

/// Where a snapshot was taken.
struct ServerFacts {
    int version = 0; ///< 150020
    std::string timescaleVersion; ///< empty: not installed in this database
    std::string database;
    std::string encoding;
    std::string collation; ///< of the database
    std::string user; ///< who took the snapshot
    std::string owner; ///< of the database
    std::string searchPath; ///< that names without a schema were printed under
    bool operator==(const ServerFacts &) const = default;
};

struct Schema {
    std::string name;
    std::string owner;
    std::string comment;
    Privileges privileges;
    bool operator==(const Schema &) const = default;
};

struct Extension {
    std::string name;
    std::string schema;
    std::string version;
    std::string comment;
    bool operator==(const Extension &) const = default;
};

enum class TypeKind { Enum, Domain, Composite, Range, Base };
std::string toString(TypeKind kind); ///< "enum", "domain" …

struct Attribute {
    std::string name;
    std::string type;
    std::string collation; ///< empty: the type's default
    std::string comment;
    bool operator==(const Attribute &) const = default;
};

struct DomainFacts {
    std::string baseType;
    std::string collation; ///< empty: the base type's
    bool notNull = false;
    std::string defaultExpression;
    std::vector<Constraint> constraints;
    bool operator==(const DomainFacts &) const = default;
};

/// Functions as the server prints them; empty where there is none.
struct RangeFacts {
    std::string subtype;
    std::string operatorClass; ///< empty: the subtype's default
    std::string collation; ///< empty: the subtype's
    std::string canonical;
    std::string difference;
    std::string multirange; ///< its name, since 14
    bool operator==(const RangeFacts &) const = default;
};

/// A type that somebody made. A table's row type is not one.
struct Type {
    RelationName name;
    TypeKind kind = TypeKind::Enum;
    std::string owner;
    std::string comment;
    Privileges privileges;
    std::vector<std::string> labels; ///< of an enum, in its order
    std::vector<Attribute> attributes; ///< of a composite type
    std::optional<DomainFacts> domain;
    std::optional<RangeFacts> range;
    bool operator==(const Type &) const = default;
};

enum class RoutineKind { Function, Procedure, Aggregate, Window };
std::string toString(RoutineKind kind); ///< "function", "procedure" …

struct Routine {
    RelationName name;
    RoutineKind kind = RoutineKind::Function;
    std::string identity; ///< its arguments' types, as DROP and COMMENT take them
    std::string signature; ///< the types of its input arguments: what tells it from others of its name
    std::string arguments; ///< with names and defaults
    std::string result; ///< empty for a procedure
    std::string language;
    std::string definition; ///< CREATE OR REPLACE …, of an aggregate too; without a semicolon
    std::string owner;
    std::string comment;
    Privileges privileges;
    bool operator==(const Routine &) const = default;
};

struct EventTrigger {
    std::string name;
    std::string event;
    std::string function; ///< as the server prints it
    std::vector<std::string> tags; ///< empty: all
    char state = 'O'; ///< pg_event_trigger.evtenabled, as for triggers
    std::string owner;
    std::string comment;
    bool operator==(const EventTrigger &) const = default;
};

/// A table that a publication names.
struct PublishedTable {
    RelationName name;
    std::string columns; ///< as SQL has them; empty: all
    std::string filter;  ///< with its parentheses
    bool operator==(const PublishedTable &) const = default;
};

/// A publication itself; which relations are in it, with columns and filters, stands with each of those.
struct PublicationFacts {
    std::string name;
    std::string owner;
    bool isForAllTables = false;
    std::vector<std::string> schemas; ///< published whole (15)
    std::vector<std::string> operations; ///< "insert", "update", "delete", "truncate"
    bool isViaRoot = false; ///< publish_via_partition_root
    std::string comment;
    std::vector<PublishedTable> tables; ///< by name, not by schema or for all
    bool operator==(const PublicationFacts &) const = default;
};

/// Values of options that are secrets by their name are left out.
struct ForeignServer {
    std::string name;
    std::string wrapper; ///< the foreign-data wrapper's name
    std::string type;
    std::string version;
    std::string options; ///< "host 'db', port '5432'"
    std::vector<std::string> mappedUsers; ///< who has a user mapping; its options are secrets
    std::string owner;
    std::string comment;
    Privileges privileges;
    bool operator==(const ForeignServer &) const = default;
};

/// ALTER DEFAULT PRIVILEGES.
struct DefaultPrivileges {
    std::string role; ///< whose new objects
    std::string schema; ///< empty: in all
    char kind = 'r'; ///< pg_default_acl.defaclobjtype: 'r' tables, 'S' sequences, 'f' functions, 'T' types, 'n' schemas
    std::vector<std::string> privileges;
    bool operator==(const DefaultPrivileges &) const = default;
};

/// An object of a kind that is kept as its statements: collation, cast, operator, operator class and family, text search
/// dictionary, configuration, mapping, template and parser, conversion, language, access method, wrapper.
struct OtherObject {
    ObjectId id;
    std::string object; ///< as ALTER and COMMENT take it; empty where they take none
    std::string create;
    std::string drop;
    std::string owner;
    std::string comment;
    Privileges privileges;
    bool operator==(const OtherObject &) const = default;
};

/// A database, all of it or chosen relations. Sorted by schema and name throughout; what came with an extension,
/// system schemas and TimescaleDB's own relations are left out. Value; any thread.
struct Snapshot {
    ServerFacts server;
    std::string takenAt; ///< by the server's clock, ISO 8601 with its time zone
    std::vector<Schema> schemas;
    std::vector<Extension> extensions;
    std::vector<Relation> relations; ///< without psql's texts: see psqlText()
    std::vector<Type> types;
    std::vector<Routine> routines;
    std::vector<EventTrigger> eventTriggers;
    std::vector<PublicationFacts> publications;
    std::vector<ForeignServer> foreignServers;
    std::vector<DefaultPrivileges> defaultPrivileges;
    std::vector<Policy> jobs; ///< TimescaleDB's user-defined actions; policies stand with their hypertables
    std::vector<OtherObject> others;
    std::vector<Dependency> dependencies; ///< sorted; of a whole database only
    std::vector<std::string> unknown; ///< what could not be read and why, a sentence each
    bool operator==(const Snapshot &) const = default;
};

/// What to read beyond the definitions.
struct SnapshotOptions {
    std::string pattern; ///< relations by psql's rules, then nothing but relations; empty: the whole database
    bool withSizes = true; ///< sizes and activity, in a second pass that waits for no lock
    std::vector<std::string> ours{}; ///< names of the version and history tables, marked in the result
    /// Names stand without a schema in texts where this finds them, with one elsewhere; nothing: the session's own.
    std::optional<std::string> searchPath = std::nullopt;
    bool withDependencies = true; ///< of a whole database: as dear as half of the rest
};

/// Reads all in one REPEATABLE READ READ ONLY transaction, set-wise, in a few round trips.
/// Works for every user: what this one may not see is named in `unknown`.
/// Errors: relation-not-found, bad-pattern (status Usage), those of the connection.
Result<Snapshot> takeSnapshot(postgres::Connection &connection, const SnapshotOptions &options = {});

/// As one JSON document (RFC 8259), and back without loss. Unknown keys are skipped, so that an older program reads
/// a newer one's snapshot; missing ones are the defaults.
std::string toJson(const Snapshot &snapshot);
/// Errors (status Usage): snapshot-syntax with line and column of `file`, snapshot-content naming the member.
Result<Snapshot> snapshotFromJson(std::string_view text, const std::string &file);

} // namespace retort::catalog
