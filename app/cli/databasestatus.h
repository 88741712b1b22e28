// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "engine/project/project.h"
#include "engine/run/historyaudit.h"
#include "engine/run/revisionplace.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::cli
{

class Context;

/// What is known of one database; the rest only when there is no error.
struct DatabaseStatus {
    const project::Database *database = nullptr;
    std::string address;
    std::vector<std::string> heads;
    std::vector<std::string> accidentalHeads; ///< more than one of the branch that it follows
    std::optional<Error> error;
    std::string serverVersion;
    std::string timescaleVersion;
    std::vector<std::string> rows;
    std::vector<std::string> unknown;
    std::vector<std::string> pending;
    std::optional<Error> disagreement; ///< of history and project: rows without a revision
    std::vector<run::RevisionPlace> lastPlaces;

    /// What is to be told of it.
    const std::optional<Error> &trouble() const { return error ? error : disagreement; }
    std::vector<run::HistoryFinding> findings; ///< where the history and the files tell different stories

    bool disagrees() const { return !unknown.empty() || !findings.empty(); }
};

/// All connect at once; one that can't be reached keeps none of the others from being told (S-25). `asksServer`: for
/// its versions too. Reads the revision files. Errors: those of Context::databases and loadRevisions.
Result<std::vector<DatabaseStatus>> readStatuses(Context &context, bool asksServer);
/// The first that holds of: a database failed (its own status), history and project disagree, revisions pend.
ExitStatus exitStatusOf(const std::vector<DatabaseStatus> &all);

/// Its members, into an object that has been begun.
void writeFacts(JsonWriter &json, const DatabaseStatus &status);
/// The member `error`, where there is trouble.
void writeTrouble(JsonWriter &json, const DatabaseStatus &status);
void explainFindings(Output &output, const DatabaseStatus &status);

} // namespace retort::cli
