// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace retort
{

/// This program once more, as a process that serves it.
struct SelfSpawn {
    std::string order;               ///< its only argument, which main() looks for: "--build-guardian"
    int input = -1;                  ///< becomes its standard input; the caller's to close
    bool keepsStandardError = false; ///< else that goes to /dev/null, as standard output does
    std::vector<std::string> environment; ///< "NAME=value"
};

/// Starts it in a session of its own, so that what ends a run from a terminal doesn't end it, and with no other
/// descriptor of ours. 0, or the system's error number.
int spawnSelf(const SelfSpawn &what, pid_t &process);

/// For main(): whether this process was started with that order, on a socket.
bool wasSpawnedFor(const char *order, int count, const char *const *arguments);

/// Our own variables, for SelfSpawn.
std::vector<std::string> ownEnvironment();

} // namespace retort
