// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/compare.h"
#include "engine/session/scratchschemas.h"

#include <stop_token>
#include <string>
#include <vector>

namespace retort::session
{

/// A database beside what its recorded revisions give (S-22).
struct SchemaDrift {
    std::vector<std::string> rows; ///< recorded in the database, sorted
    diff::Comparison fromRevisions; ///< from what they give to what there is: what is created is extra, what is dropped is missing
    diff::Comparison toRevisions;   ///< the way back: what would take the drift out of the database
    std::vector<std::string> notes; ///< what makes a difference of its own, or can't be seen
};

/// Replays what the database's version rows stand for on a scratch database, and compares. Blocks; any thread.
/// Errors: those of BranchBinding::checkRows, of Replay and of the connection.
Result<SchemaDrift> findDrift(const Workspace &workspace, const project::Database &database,
                              postgres::Connection &live, const ScratchChoice &choice, std::stop_token stop = {});

/// From what the branch's head gives to the desired state; both on scratch databases, the project's database is not
/// asked. `live`: for a scratch database beside it; may be null. Errors: those of desiredSchema and of Replay.
Result<diff::Comparison> compareWithDesired(const Workspace &workspace, const project::Database &database,
                                            const postgres::Connection *live, const ScratchChoice &choice,
                                            std::stop_token stop = {});

} // namespace retort::session
