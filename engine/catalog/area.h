// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/postgres/queryresult.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How a catalog is read: areas, each one query over all wanted relations and a function that puts a row away.
namespace retort::catalog {

/// What this server can tell, found out once a snapshot.
struct Server {
    int version = 0; ///< 150020
    std::string database;
    bool hasTimescale = false;
    std::string timescaleSchema;         ///< of the extension's functions, quoted as SQL needs
    bool hasCompressionSettings = false; ///< view hypertable_compression_settings, 2.14
    bool hasApproximateSize = false;     ///< function hypertable_approximate_size, 2.14
    std::string watermarkFunction;       ///< moved to another schema in 2.12; empty: not there
    bool quotesAll = false;              ///< quote_all_identifiers
    std::vector<std::string> otherKinds; ///< catalogs that hold objects of users: "collation", "cast" …
    std::vector<std::string> keywords;   ///< that quote_ident() quotes; sorted
    /// B-tree operator classes (pg_opclass.oid) and the types of columns (pg_type.oid) for which an index need not name
    /// them; those that PostgreSQL brings, which take no options. Sorted.
    std::vector<std::pair<std::int64_t, std::int64_t>> plainOperators;
};

/// One row of a result; columns counted from 0.
class Row
{
public:
    Row(const postgres::QueryResult &result, int row)
        : m_result(result)
        , m_row(row)
    {
    }

    /// Valid as long as the result.
    std::string_view view(int column) const { return m_result.value(m_row, column); }
    std::string text(int column) const { return m_result.text(m_row, column); }
    std::optional<std::string> optionalText(int column) const { return m_result.optionalText(m_row, column); }
    bool boolean(int column) const { return m_result.boolean(m_row, column); }
    bool isNull(int column) const { return m_result.isNull(m_row, column); }
    std::int64_t integer(int column) const { return m_result.integer(m_row, column); }
    /// -1 for NULL.
    std::int64_t sizeOrUnknown(int column) const { return isNull(column) ? -1 : integer(column); }
    /// '\0' for NULL and the empty text.
    char character(int column) const
    {
        const auto value = m_result.value(m_row, column);
        return value.empty() ? '\0' : value.front();
    }
    /// The elements of a text array; nothing for NULL.
    std::optional<std::vector<std::string>> texts(int column) const;
    RelationName name(int schemaColumn) const { return {text(schemaColumn), text(schemaColumn + 1)}; }
    std::uint32_t oid(int column) const { return static_cast<std::uint32_t>(integer(column)); }

private:
    const postgres::QueryResult &m_result;
    int m_row;
};

/// `sql` has the relation's oid as its first column, and orders the rows of one relation as psql does.
struct Area {
    std::string sql;
    std::function<void(const Row &, Relation &)> read;
};

class PlainTexts;

/// Relations to read, as an array literal of their oids, "'{1,2}'::pg_catalog.oid[]".
class OidList
{
public:
    OidList() = default;
    explicit OidList(const std::vector<std::uint32_t> &oids);
    void add(std::uint32_t oid);
    bool isEmpty() const { return m_oids.empty(); }
    std::string literal() const { return "'{" + m_oids + "}'::pg_catalog.oid[]"; }

private:
    std::string m_oids;
};

/// Which relations can have a thing at all, by the marks in pg_class, so that it isn't asked of the others.
struct Wanted {
    OidList all;
    OidList indexed;   ///< may have indexes
    OidList checked;   ///< … checks and exclusion constraints
    OidList triggered; ///< … triggers
    OidList keyed;     ///< … foreign keys, one way or the other, which bring triggers
    OidList ruled;     ///< … rules, a view's own one included
    OidList parents;   ///< … partitions and other children
    OidList partitions;
    OidList indexes;
    OidList sequences;
    OidList foreign;
};

RelationKind relationKind(char relkind);

/// A hypertable's own facts, or those of the hypertable that stores a continuous aggregate; nothing when the
/// relation is neither.
HypertableFacts *hypertableFacts(Relation &relation, bool ofStorage);

/// `sql` with each @ replaced by `oids`, an array literal.
std::string withOids(std::string_view sql, std::string_view oids);

/// Appends an area with each @ of `sql` replaced by the list; nothing for an empty one.
void addArea(std::vector<Area> &areas, const OidList &oids, std::string_view sql,
             std::function<void(const Row &, Relation &)> read);

/// Name, kind, owner, comment, estimated rows: what a list shows. `wanted`: is told what may be asked of each.
Area summaryArea(std::string_view oids, Wanted *wanted = nullptr);
/// The rest of pg_class and what hangs on its row.
void addClassArea(std::vector<Area> &areas, const Wanted &wanted);
/// Shows the columns to `texts`.
void addColumnArea(std::vector<Area> &areas, const Server &server, const Wanted &wanted, PlainTexts &texts);
/// These come after the columns, and ask `texts` first for what the server is slow to print.
void addIndexAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted, PlainTexts &texts);
void addConstraintAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted, PlainTexts &texts);
/// Triggers, rules, row policies.
void addBehaviourAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted);
/// Partitions, inheritance, children.
void addFamilyAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted);
/// Statistics objects, publications, sequences, foreign tables, dependent views.
void addExtraAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted);
/// Which relations are hypertables and continuous aggregates. Nothing where TimescaleDB is not installed.
std::vector<Area> timescaleKindAreas(const Server &server, std::string_view oids);
/// All that TimescaleDB adds, the kinds included.
std::vector<Area> timescaleAreas(const Server &server, std::string_view oids);
/// A condition on pg_class `c`: what somebody else holds exclusively can't be measured without waiting for them.
std::string notLocked();
/// Takes locks on what it measures, so it may fail while a migration runs.
std::vector<Area> sizeAreas(const Server &server, std::string_view oids);
/// What the server has counted, and how far sequences have come, where the user may see it. May wait for locks.
std::vector<Area> activityAreas(std::string_view oids);
/// Total sizes only, and approximate ones for hypertables: what a list shows.
std::vector<Area> summarySizeAreas(const Server &server, std::string_view oids);

} // namespace retort::catalog
