// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/runevents.h"
#include "engine/run/versiontable.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

/// For this room only.
namespace retort::run {

/// The lock that keeps runs on one version table apart: two advisory locks. One is held for the whole run by a session
/// that does nothing else, so that no script can let go of it; it is free as soon as the program is gone. The other is
/// held by the session that does the work, and lasts as long as that backend can still change anything, even after
/// the program was killed. A run begins once it has both.
/// They are asked for again and again, never waited for in the server: a waiter would hold a snapshot, and
/// CREATE INDEX CONCURRENTLY in the holder would wait for that. No transaction is open meanwhile.
class MigrationLock
{
public:
    using Sentence = std::function<void(const std::string &)>;

    /// `table` with its schema known. Advisory locks belong to one database, so the table's name is key enough.
    explicit MigrationLock(const VersionTable &table);

    /// Of the working session's lock.
    std::int64_t workKey() const { return m_workKey; }
    /// Both locks, within `limit`. Calls `onWaiting` with a sentence about the holder, first at once, then whenever it
    /// changes.
    /// Errors: migration-locked (status Locked) after `limit`, naming the holder; cancelled; those of the connections.
    Result<void> acquire(postgres::Connection &guard, postgres::Connection &worker, Milliseconds limit,
                         std::stop_token stop, const Sentence &onWaiting) const;
    /// Until no session does the work of a run any more. Errors as above.
    Result<void> waitForWorker(postgres::Connection &connection, Milliseconds limit) const;

private:
    Result<void> acquireOne(std::int64_t key, postgres::Connection &connection, Milliseconds limit,
                            std::stop_token stop, const Sentence &onWaiting) const;
    Result<std::string> holder(postgres::Connection &connection) const;

    std::int64_t m_runKey = 0;
    std::int64_t m_workKey = 0;
};

} // namespace retort::run
