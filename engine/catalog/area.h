// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/postgres/queryresult.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
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

RelationKind relationKind(char relkind);

/// A hypertable's own facts, or those of the hypertable that stores a continuous aggregate; nothing when the
/// relation is neither.
HypertableFacts *hypertableFacts(Relation &relation, bool ofStorage);

/// `sql` with each @ replaced by `oids`, an array literal.
std::string withOids(std::string_view sql, std::string_view oids);

/// Name, kind, owner, comment, estimated rows: what a list shows.
Area summaryArea(std::string_view oids);
/// The rest of pg_class and what hangs on its row.
Area classArea(std::string_view oids);
Area columnArea(const Server &server, std::string_view oids);
std::vector<Area> indexAreas(const Server &server, std::string_view oids);
std::vector<Area> constraintAreas(const Server &server, std::string_view oids);
/// Triggers, rules, row policies.
std::vector<Area> behaviourAreas(const Server &server, std::string_view oids);
/// Partitions, inheritance, children.
std::vector<Area> familyAreas(const Server &server, std::string_view oids);
/// Statistics objects, publications, sequences, foreign tables, dependent views.
std::vector<Area> extraAreas(const Server &server, std::string_view oids);
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
