// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

/// For this room only: pg_dump, pg_restore and psql, as backups and restores use them.
namespace retort::session
{

/// One of PostgreSQL's client programs on this machine.
struct ClientProgram {
    std::filesystem::path path;
    std::string version; ///< "15.20"
    int majorVersion = 0;
};

/// "15.20" → 15.
int majorVersionOf(const std::string &version);
/// 150020 → 15.
int majorVersionOf(int serverVersion);

/// Of this major version, else of the nearest newer one, since none of these programs works with what is newer than
/// itself: in RETORT_PG_BIN alone where that is set, else in PATH, then where Debian keeps several versions.
/// Errors: client-program-missing, client-program-too-old, with the package to install.
Result<ClientProgram> findClientProgram(const std::string &name, int majorVersion);

/// What a program is started with. Descriptors stay the caller's.
struct ClientCall {
    std::vector<std::string> arguments; ///< no secret in them: anybody can read them
    int standardInput = -1;             ///< -1: none
    int standardOutput = -1;            ///< -1: it comes back in the result
    std::stop_token stop;               ///< the program is then told to cancel, and killed when it doesn't
    std::function<void()> onWaiting;    ///< some times a second, on the calling thread
};

struct ClientEnd {
    int status = -1; ///< 128 + signal for one that a signal ended
    std::string output;
    std::string errors; ///< passwords masked, trimmed
    bool wasStopped = false;

    bool succeeded() const { return status == 0 && !wasStopped; }
    /// What it said, or how it ended.
    std::string reason(const std::string &name) const;
};

/// The connection string of these settings for an argument list: no password in it. `database`: in place of the
/// settings' own, where it isn't empty. The server ends the session soon after the program is gone, from
/// PostgreSQL 14 on (client_connection_check_interval).
std::string connectionArgument(const postgres::ConnectionSettings &settings, const std::string &database,
                               int serverVersion);

/// Runs it to its end; it dies with the calling thread. The password goes in its environment, where only this user
/// and root can read it. Blocks.
/// Errors: client-program-missing where it can't be started.
Result<ClientEnd> runClient(const ClientProgram &program, const postgres::ConnectionSettings &settings,
                            const ClientCall &call);

} // namespace retort::session
