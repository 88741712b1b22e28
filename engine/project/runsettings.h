// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace retort::project
{

/// Before which plans a run makes a backup (S-83).
enum class BackupPolicy {
    Never,
    Destructive, ///< those that take data away
    Long,        ///< those, and those that will take long
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
    Milliseconds longRun{60'000};                 ///< a plan whose revisions took that long before is a long one
    std::int64_t longRows = 1'000'000;            ///< so is one that works through a table of that many rows; 0: none is
    std::filesystem::path backupFolder;           ///< absolute

    bool operator==(const RunSettings &) const = default;
};

} // namespace retort::project
