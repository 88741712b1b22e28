// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/snapshot.h"
#include "engine/postgres/connection.h"

#include <optional>
#include <string>

namespace retort::cli
{

class Context;

/// One end of a comparison as the person names it: a URI or libpq's keywords, a database of the project, or a file that
/// `retort snapshot` wrote.
class SchemaSource
{
public:
    explicit SchemaSource(catalog::Snapshot snapshot)
        : m_snapshot(std::move(snapshot))
        , m_searchPath(m_snapshot->server.searchPath)
    {
    }
    SchemaSource(postgres::Connection connection, std::vector<std::string> ours)
        : m_connection(std::move(connection))
        , m_ours(std::move(ours))
    {
    }

    bool isFile() const { return m_snapshot.has_value(); }
    /// That names are printed under; empty: with their schemas, all of them.
    const std::string &searchPath() const { return m_searchPath; }
    /// Only for a database.
    void setSearchPath(const std::string &path) { m_searchPath = path; }
    /// The whole schema; the version and history tables are left out. Errors: those of takeSnapshot().
    Result<catalog::Snapshot> read();

private:
    std::optional<catalog::Snapshot> m_snapshot;
    std::optional<postgres::Connection> m_connection;
    std::vector<std::string> m_ours;
    std::string m_searchPath;
};

/// Errors: those of connecting and of snapshotFromJson(); schema-not-found (status Usage) for what is none of the three.
Result<SchemaSource> openSchemaSource(Context &context, const std::string &what);
/// Texts of two ends can only be compared when the same names stand without their schema in both.
/// Errors: search-paths-differ (status Usage), for two files.
Result<void> agreeOnSearchPath(SchemaSource &from, SchemaSource &to);
/// `what` without its password.
std::string displayName(const std::string &what);

} // namespace retort::cli
