// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/workspace.h"

#include <string>

namespace retort::session {

/// What stands between two revisions of one line, as the script that leads from one to the other.
struct Comparison {
    std::string from; ///< full ids; "base" for the bottom
    std::string to;
    revision::Direction direction = revision::Direction::Upgrade;
    std::size_t steps = 0;
    std::string sql;         ///< as `--sql` prints it, version table included; passwords masked, since it is to be read
    std::string commandLine; ///< "retort -x db=postgres upgrade a:b --sql"
};

/// Ends are named as targets are: ids, prefixes, "head", "label@base" … Asks no database; reads the files between.
/// Errors: those of resolving; same-revision; not-in-line where neither lies below the other; multiple-heads where
/// an end means several; irreversible on the way down.
Result<Comparison> compareRevisions(const Workspace &workspace, const project::Database &database,
                                    const std::string &from, const std::string &to);

} // namespace retort::session
