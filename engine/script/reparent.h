// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/script/scriptdirectory.h"

#include <filesystem>
#include <string>
#include <vector>

namespace retort::script
{

/// Gives a revision other parents: rewrites its file's `Revises:` line and nothing else, atomically, only after a map
/// with the changed node has been built and found valid. No parents make it a base. Returns the file's path.
/// Whether a database has applied the revision is not known here: see session::adviseOnHeads.
///
/// Errors: unknown-revision; those of RevisionMap::build and of readRevisionFile; file-changed (status Usage),
/// write-failed.
Result<std::filesystem::path> reparentRevision(const ScriptDirectory &scripts, const std::string &revision,
                                               const std::vector<std::string> &parents);

} // namespace retort::script
