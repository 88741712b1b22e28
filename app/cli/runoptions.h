// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/project/project.h"
#include "engine/run/runner.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace retort::cli
{

/// What was agreed to on the command line.
struct Consent {
    bool yes = false;                    ///< --yes: don't ask, but about production
    std::vector<std::string> production; ///< --yes-really: the names of production databases that are meant
};

/// --yes, --yes-really.
void addConsentFlags(CLI::App &verb, Consent &consent);

/// The flags of the verbs that change a database, as typed.
struct RunFlags {
    bool sql = false;
    bool dryRun = false;
    Consent consent;
    bool forceBranch = false;
    std::string tag;
    std::string lockTimeout;
    std::string statementTimeout;
    std::string lockWait;
    int lockRetries = -1; ///< not given
    int resumeAt = 0;     ///< not given
    std::vector<std::string> acceptedEdits;
    std::string backupFile;
    bool fromStored = false;
    std::string reason;

    /// Those that tell the journal what was asked: " --force-branch --tag v2".
    std::string toString() const;
};

/// --yes, --force-branch, --tag, --sql: of all that change a database.
void addChangeFlags(CLI::App &verb, RunFlags &flags);
/// --from-stored: of those that may undo a revision whose file is gone.
void addStoredFlag(CLI::App &verb, bool &fromStored);
/// Those, and --dry-run and the limits of a run's statements.
void addRunFlags(CLI::App &verb, RunFlags &flags);

/// What the flags say of a run's limits. What they leave out is the database's own.
struct RunLimits {
    std::optional<run::Milliseconds> lockTimeout;
    std::optional<run::Milliseconds> statementTimeout;
    std::optional<run::Milliseconds> lockWait;
    std::optional<int> lockRetries;
    int resumeAt = 0;
    bool dryRun = false;
    bool liveProgress = false;

    run::RunOptions on(const project::Database &database) const;
};

/// Errors: bad-duration (status Usage).
Result<RunLimits> runLimitsOf(const RunFlags &flags);

} // namespace retort::cli
