// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/sandbox/serveruser.h"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace retort::sandbox
{

/// A program to start, with nothing inherited but what is named here: no descriptor, no variable, no signal mask.
struct Launch {
    std::vector<std::string> command; ///< absolute program, arguments; no secrets: others can read them
    std::vector<std::string> environment;
    ServerUser user;
    std::filesystem::path workingFolder = "/";
    int standardInput = -1;  ///< -1: /dev/null
    int standardOutput = -1; ///< -1: /dev/null
    int standardError = -1;  ///< -1: where standard output goes
    int inherited = -1;      ///< one more descriptor that the program and its children keep
    /// Not our child and in a session of its own: no signal of our terminal reaches it, and we need not reap it.
    bool detached = false;
    /// Killed when the calling thread ends, however it ends. Not for a detached one.
    bool endsWithUs = false;
};

/// Starts it; the process id. Errors: sandbox-failed with the system's reason, also when the program itself
/// can't be executed or its user can't be taken on.
Result<pid_t> launch(const Launch &what);

/// The wait status (waitpid(2)) of a child that was not detached.
int waitForExit(pid_t pid);

/// Starts it, waits, and returns all that it wrote. Errors: sandbox-failed when its exit status is not 0, with its
/// output.
Result<std::string> runToEnd(Launch what);

/// PATH, a UTF-8 locale, HOME and TZ; none of our own variables, which may hold passwords, and no PG… that would
/// lead the server's programs astray.
std::vector<std::string> plainEnvironment();

} // namespace retort::sandbox
