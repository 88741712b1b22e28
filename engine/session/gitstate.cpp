// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/gitstate.h"

#include "engine/base/text.h"
#include "engine/session/command.h"

#include <optional>

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;

/// The repository that holds the folder, found without a process: most projects that aren't in one pay nothing.
std::optional<fs::path> repositoryOf(const fs::path &folder)
{
    std::error_code ignored;
    for (fs::path at = fs::weakly_canonical(folder, ignored);; at = at.parent_path()) {
        if (fs::exists(at / ".git", ignored))
            return at;
        if (at == at.parent_path())
            return std::nullopt;
    }
}

bool isInside(const fs::path &path, const fs::path &root)
{
    const fs::path relative = path.lexically_relative(root);
    return !relative.empty() && *relative.begin() != "..";
}

/// The two letters of `git status --porcelain` (git-status manual, "Short Format").
GitChange changeFor(std::string_view letters)
{
    if (letters == "??")
        return GitChange::Untracked;
    if (letters == "!!")
        return GitChange::Ignored;
    return letters.front() == 'A' ? GitChange::Added : GitChange::Modified;
}

/// Entries end with NUL; a renamed file's is followed by its old name.
std::map<fs::path, GitChange> changesIn(const std::string &output, const fs::path &root)
{
    constexpr std::size_t prefix = 3; // "XY "
    std::map<fs::path, GitChange> changes;
    bool isOldName = false;
    for (const std::string_view entry : text::split(output, '\0')) {
        if (isOldName || entry.size() <= prefix) {
            isOldName = false;
            continue;
        }
        const std::string_view letters = entry.substr(0, 2);
        isOldName = letters.find('R') != std::string_view::npos || letters.find('C') != std::string_view::npos;
        changes[(root / entry.substr(prefix)).lexically_normal()] = changeFor(letters);
    }
    return changes;
}

} // namespace

std::string toString(GitChange change)
{
    switch (change) {
    case GitChange::Untracked:
        return "not in git";
    case GitChange::Ignored:
        return "ignored by git";
    case GitChange::Added:
        return "not committed";
    case GitChange::Modified:
        return "changed since its commit";
    }
    return {};
}

const GitChange *GitState::changeOf(const fs::path &file) const
{
    std::error_code ignored;
    const auto found = changes.find(fs::weakly_canonical(file, ignored));
    return found == changes.end() ? nullptr : &found->second;
}

GitState readGitState(const fs::path &folder, const std::vector<fs::path> &paths)
{
    const auto root = repositoryOf(folder);
    if (!root)
        return {};
    // Without the lock on the index that status takes to write down what it found: nobody is to wait for a look.
    std::vector<std::string> command{"git", "--no-optional-locks", "status", "--porcelain=v1", "-z",
                                     "--untracked-files=all", "--ignored=matching", "--"};
    std::error_code ignored;
    bool isAnyInside = false;
    for (const fs::path &path : paths) {
        const fs::path canonical = fs::weakly_canonical(path, ignored);
        if (!isInside(canonical, *root))
            continue;
        command.push_back(":(literal)" + canonical.string());
        isAnyInside = true;
    }
    if (!isAnyInside)
        return {};
    const auto status = runCommand(command, *root);
    if (!status || !status->succeeded())
        return {};
    return {*root, changesIn(status->output, *root)};
}

bool isTracked(const fs::path &file)
{
    const auto root = repositoryOf(file.parent_path());
    if (!root)
        return false;
    const auto listed = runCommand({"git", "ls-files", "--error-unmatch", "--", file.string()}, file.parent_path());
    return listed && listed->succeeded();
}

} // namespace retort::session
