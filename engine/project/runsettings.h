// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace retort::project
{

/// Before which plans a run makes a backup (S-83).
enum class BackupPolicy {
    Never,
    Destructive, ///< those that take data away
    Always,
};
std::string toString(BackupPolicy policy);

/// How careful a run on a database is, as its section of the project file says. What the file leaves out has no value
/// here: the command line and the plan dialog come first, these second, the runner's own defaults last.
struct RunSettings {
    using Milliseconds = std::chrono::milliseconds;

    std::optional<Milliseconds> lockTimeout;      ///< of the server, per statement; 0: none
    std::optional<Milliseconds> statementTimeout; ///< of the server, per statement; 0: none
    std::optional<Milliseconds> lockWait;         ///< for another run to end; 0: don't wait
    std::optional<int> lockRetries;               ///< of a revision after a lock timeout or a deadlock; 0: none
    std::optional<BackupPolicy> backup;           ///< see Database::backupPolicy()
    std::filesystem::path backupFolder;           ///< absolute

    bool operator==(const RunSettings &) const = default;
};

} // namespace retort::project
