// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "engine/revision/branchbinding.h"
#include "engine/run/runevents.h"
#include "engine/session/backup.h"

#include <optional>
#include <string>

namespace retort::cli
{

/// What became of one database of a run.
struct RunResult {
    std::string database;
    std::string verb;
    run::RunReport report;
    std::optional<Error> error; ///< the report's, or why there was no run
    std::size_t pending = 0;    ///< of its branch, after it
    std::optional<session::Backup> backup; ///< made before it

    ExitStatus status() const;
    /// Whether this run has changed the database.
    bool isCommitted() const;
};

/// One line for standard output: what was done and where the database is now.
std::string resultLine(const RunResult &result, const revision::RevisionMap &map);
/// The error, what is committed and what is not, for standard error.
void explainFailure(Output &output, const RunResult &result, const revision::RevisionMap &map);
void writeResult(JsonWriter &json, const RunResult &result, const revision::RevisionMap &map);

/// The status of a run on several databases: partial when one was changed and another failed.
ExitStatus commonStatus(const std::vector<RunResult> &results);

} // namespace retort::cli
