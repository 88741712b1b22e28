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

/// The lock that keeps runs on one version table apart: an advisory lock of the session that does the work, so that
/// it lasts exactly as long as that backend can still change anything, even after this program was killed.
/// It is asked for again and again, never waited for in the server: a waiter would hold a snapshot, and
/// CREATE INDEX CONCURRENTLY in the holder would wait for that. No transaction is open meanwhile.
class MigrationLock
{
public:
    /// `table` with its schema known. Advisory locks belong to one database, so the table's name is key enough.
    explicit MigrationLock(const VersionTable &table);

    std::int64_t key() const { return m_key; }
    /// Calls `onWaiting` with a sentence about the holder, first at once, then whenever it changes.
    /// Errors: migration-locked (status Locked) after `limit`, naming the holder; cancelled; those of the connection.
    Result<void> acquire(postgres::Connection &connection, Milliseconds limit, std::stop_token stop,
                         const std::function<void(const std::string &)> &onWaiting) const;

private:
    Result<bool> tryOnce(postgres::Connection &connection) const;
    Result<std::string> holder(postgres::Connection &connection) const;

    std::int64_t m_key = 0;
};

} // namespace retort::run
