// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/migrationlock.h"
#include "engine/script/statementeffect.h"

#include <string>
#include <vector>

/// For this room only.
namespace retort::run
{

/// The INVALID indexes that a statement which builds or rebuilds indexes outside a transaction leaves when it fails or
/// is cut off (manual, "Building Indexes Concurrently"). Plain values, so that another process can be told.
struct IndexRemains {
    std::string findSql;             ///< empty: the statement can leave none
    std::vector<std::string> others; ///< those that were there before, and aren't ours to drop
    bool byChunk = false;            ///< of a hypertable, whose index can't be dropped concurrently

    static IndexRemains of(const script::StatementEffect &effect);

    bool arePossible() const { return !findSql.empty(); }
    /// All that are there, the others too; each with its schema, quoted. Errors: those of the connection.
    Result<std::vector<std::string>> find(postgres::Connection &connection) const;
    /// Errors: those of the connection, a lock timeout too.
    Result<void> drop(postgres::Connection &connection, const std::string &index) const;
};

/// Once the session that built is lost: waits on a session of its own until its backend has ended, then drops what it
/// left, but nothing that somebody is building now. Returns what was dropped. Blocks, for some seconds at most.
/// Errors: migration-locked when another run has begun, which then does it; index-being-built; those of the connection.
Result<std::vector<std::string>> dropAfterLoss(const postgres::ConnectionSettings &settings, const MigrationLock &lock,
                                               const IndexRemains &remains);

} // namespace retort::run
