// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/snapshot.h"
#include "engine/postgres/connection.h"
#include "engine/scratch/schemafiles.h"
#include "engine/session/scratchschemas.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace retort::cli
{

class Context;

/// One end of a comparison as the person names it: a URI or libpq's keywords, a database of the project, a revision of
/// one (`NAME@REVISION`), a file that `retort snapshot` wrote, or a schema as SQL, a file or a folder.
class SchemaSource
{
public:
    struct Live {
        postgres::Connection connection;
        std::vector<std::string> ours;
        const project::Database *database; ///< null for one that is named by its address
    };
    struct AtRevision {
        const project::Database *database;
        revision::Plan plan; ///< from nothing to there
    };
    using What = std::variant<catalog::Snapshot, Live, AtRevision, scratch::SchemaFiles>;

    explicit SchemaSource(What what);

    bool isSnapshot() const { return std::holds_alternative<catalog::Snapshot>(m_what); }
    /// The session on a database; null where there is none.
    postgres::Connection *session();
    /// The database of the project that it is, or whose revision; null for all else.
    const project::Database *database() const;
    bool needsScratch() const;
    /// That names are printed under; empty: with their schemas, all of them.
    const std::string &searchPath() const { return m_searchPath; }
    /// Not for a snapshot's file.
    void setSearchPath(const std::string &path) { m_searchPath = path; }
    /// The whole schema; the version and history tables are left out. `replay`: where needsScratch().
    /// Errors: those of takeSnapshot() and of Replay.
    Result<catalog::Snapshot> read(scratch::Replay *replay);

private:
    What m_what;
    std::string m_searchPath;
};

/// Errors: those of connecting, of snapshotFromJson() and of planning; schema-not-found (status Usage) for what is none
/// of the five.
Result<SchemaSource> openSchemaSource(Context &context, const std::string &what);

/// The two ends, both read so that they can be compared.
struct SchemaPair {
    catalog::Snapshot from;
    catalog::Snapshot to;
    std::string searchPath;         ///< that both are printed under
    std::vector<std::string> notes; ///< what may make a difference of its own: another server
};
/// Texts of two ends can only be compared when the same names stand without their schema in both: as the end that
/// can't be read again has them, a file's. What has no server is made on a scratch one like the other end's.
/// Errors: those of openSchemaSource(); search-paths-differ (status Usage), for two files.
Result<SchemaPair> readSchemas(Context &context, const std::string &from, const std::string &to,
                               const session::ScratchChoice &scratch);

/// `what` without its password.
std::string displayName(const std::string &what);

} // namespace retort::cli
