// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/sandbox/filelock.h"
#include "engine/sandbox/layout.h"
#include "engine/sandbox/sandbox.h"
#include "engine/sandbox/serveruser.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace retort::sandbox
{

/// What a running server says of itself in postmaster.pid (PostgreSQL manual, "Database File Layout").
struct Postmaster {
    int pid = 0;
    int port = 0;
    std::filesystem::path socketFolder;
    bool isReady = false;
};

/// The running server of this data folder. Nothing when there is none, and when the file is a dead server's or its
/// number was given to another process since.
std::optional<Postmaster> findPostmaster(const Layout &layout);
/// The same, once it takes connections: waits while it starts, and until one that stops, or was killed and left
/// processes behind, is gone. At most a minute.
std::optional<Postmaster> findReadyPostmaster(const Layout &layout);
/// postmaster.pid is there, but no server of this data folder is.
bool isStale(const Layout &layout);

/// The lock that every process of a server inherits, so that it is free only when all of them are gone. Waits for
/// the last of an earlier server. Errors: sandbox-failed.
Result<FileLock> lockServer(const Layout &layout);

struct StartRequest {
    Installation installation;
    ServerUser user;
    bool withTimescale = true;
    bool isThrowAway = false;
    std::vector<std::string> settings; ///< "name=value"
};
/// Starts the server on a free loopback port and a socket folder of its own, and waits until it takes connections.
/// Errors: sandbox-failed with the end of its log.
Result<Postmaster> startServer(const Layout &layout, const StartRequest &request);

enum class Shutdown {
    Fast,     ///< sessions are ended, data is written
    Immediate ///< as a crash would: for data that is thrown away
};
/// Returns when the last of the server's processes is gone and its socket folder removed; at once when none runs.
/// Errors: sandbox-failed when it is still there after half a minute.
Result<void> stopServer(const Layout &layout, Shutdown how);

/// The last lines of the server's log from `offset` on.
std::string logTail(const Layout &layout, std::uintmax_t offset);

} // namespace retort::sandbox
