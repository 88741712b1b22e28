// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/script/scriptdirectory.h"
#include "engine/session/workspace.h"

#include <filesystem>
#include <string>
#include <vector>

namespace retort::session {

/// What a person asks for in a new revision: the flags of `alembic revision`, and the bodies.
struct NewRevisionRequest {
    std::string database;  ///< its branch is continued; empty: no branch implied
    std::string message;   ///< required (S-46)
    std::string head;      ///< parent: id, prefix, "label@head", "base" for a new root; empty: the branch's head
    bool splice = false;   ///< allow a parent that is not a head
    std::string branchLabel; ///< an existing label continues that branch, a new one starts a branch (S-41)
    std::vector<std::string> dependsOn;
    std::string folder;    ///< `--version-path`; empty: the parent's folder
    std::string revisionId; ///< `--rev-id`; empty: a new one
    std::string up;
    std::string down;
    bool upTransactional = true;
    bool downTransactional = true;
};

/// `alembic merge`.
struct MergeRequest {
    std::vector<std::string> revisions; ///< ids, prefixes, "heads", "label@head"
    std::string database;               ///< "heads" then means its branch's heads
    std::string message;
    std::string branchLabel;
    std::string revisionId;
    bool force = false; ///< join branches that different databases follow
};

/// A revision that has been checked against the map, and where its file will stand.
struct PreparedRevision {
    script::NewRevision revision;
    std::filesystem::path folder;
};

/// Decides parent, label and folder of a new revision. Writes nothing.
/// Errors: message-missing (Usage); multiple-heads naming each with its command; unknown-revision;
/// not-a-head with `--splice`; wrong-branch; duplicate-revision; folder-not-a-location; folder-needed.
Result<PreparedRevision> prepareRevision(const Workspace &workspace, const NewRevisionRequest &request);
/// Errors: also nothing-to-merge; and wrong-branch where the revisions belong to branches of different databases (F7).
Result<PreparedRevision> prepareMerge(const Workspace &workspace, const MergeRequest &request);
/// Writes what was prepared, after a map with the new node was found valid. The file's path.
Result<std::filesystem::path> writePrepared(const Workspace &workspace, const PreparedRevision &prepared);

/// What good style would change in a message (guide, "Tips for migration descriptions"): imperative present,
/// says what, not twice. Empty: nothing to say. Advice never blocks.
std::vector<std::string> messageAdvice(const revision::RevisionMap &map, std::string_view message);

} // namespace retort::session
