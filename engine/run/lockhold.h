// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/runevents.h"
#include "engine/run/versiontable.h"

#include <functional>
#include <stop_token>
#include <string>

namespace retort::run
{

/// The migration lock of a database, held by what is not a run but must not meet one, such as a restore. It is free
/// again when this object, or the program, is gone.
class LockHold
{
public:
    /// Opens a session of its own, and waits as a run does. `table`: its schema may still be unknown.
    /// Errors: migration-locked (status Locked) after `limit`, naming the holder; cancelled; those of the connection.
    static Result<LockHold> take(const postgres::ConnectionSettings &settings, const VersionTable &table,
                                 Milliseconds limit, std::stop_token stop,
                                 const std::function<void(const std::string &)> &onWaiting,
                                 const std::string &applicationName);

    postgres::Connection &connection() { return m_connection; }
    /// With the schema that it is in, or would be made in.
    const VersionTable &table() const { return m_table; }

private:
    LockHold(postgres::Connection connection, VersionTable table);

    postgres::Connection m_connection;
    VersionTable m_table;
};

} // namespace retort::run
