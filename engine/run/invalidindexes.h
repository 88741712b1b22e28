// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/indexremains.h"
#include "engine/run/migrationlock.h"
#include "engine/run/runnarrator.h"
#include "engine/script/statementeffect.h"

#include <string>

/// For this room only.
namespace retort::run
{

/// Looks after the INVALID indexes of a statement that builds or rebuilds indexes outside a transaction (manual,
/// "Building Indexes Concurrently"): a build that failed leaves one behind, which IF NOT EXISTS would take for the
/// finished index. One object for each try.
class InvalidIndexes
{
public:
    InvalidIndexes(postgres::Connection &connection, const MigrationLock &lock, RunNarrator &narrator,
                   const script::StatementEffect &effect);

    /// What a try of the statement may leave; complete once clear() was called.
    const IndexRemains &remains() const { return m_remains; }

    /// Before the statement: drops what an earlier try of it has left. Errors: those of the DROP, a lock timeout too
    /// where somebody else builds that index right now.
    Result<void> clear();
    /// After it has failed: drops what it has left, over another session where ours is lost. Where that can't be done
    /// the error says so.
    void clearAfter(Error &error);
    /// After it has succeeded. Errors: index-invalid.
    Result<void> verify();

private:
    Result<void> drop(const std::string &index);
    void tellOf(const std::string &index);
    void clearAfterLoss();

    postgres::Connection &m_connection;
    const MigrationLock &m_lock;
    RunNarrator &m_narrator;
    const script::StatementEffect &m_effect;
    IndexRemains m_remains;
};

} // namespace retort::run
