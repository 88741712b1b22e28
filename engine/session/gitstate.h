// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace retort::session
{

/// What git says of a file that isn't in the last commit as it is on the disk (S-81).
enum class GitChange {
    Untracked,
    Ignored,
    Added,    ///< staged, in no commit yet
    Modified, ///< since the last commit, staged or not
};
std::string toString(GitChange change); ///< "not in git", "ignored by git", "not committed", "changed since its commit"

/// A repository's view of some files and folders.
struct GitState {
    std::filesystem::path repository; ///< its folder; empty where there is none, or git isn't installed
    std::map<std::filesystem::path, GitChange> changes; ///< absolute; files that are as committed aren't here

    const GitChange *changeOf(const std::filesystem::path &file) const;
};

/// Asks `git status` once, where `folder` is in a repository. Paths outside the repository are left out. Blocks for
/// some milliseconds.
GitState readGitState(const std::filesystem::path &folder, const std::vector<std::filesystem::path> &paths);
/// Whether the file is in the repository's index.
bool isTracked(const std::filesystem::path &file);

} // namespace retort::session
