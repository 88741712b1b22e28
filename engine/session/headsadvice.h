// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/branchbinding.h"

#include <string>
#include <vector>

namespace retort::session
{

/// What is known of one database's version rows.
struct KnownRows {
    std::string database;
    bool isKnown = false; ///< false: it couldn't be asked
    std::vector<std::string> rows;
};

/// A way out of two heads that leaves no merge behind: `revision`, the lowest of its line, comes to revise `onto`.
struct ReparentOffer {
    std::string revision;
    std::vector<std::string> parents; ///< as they are now
    std::string onto;
    std::size_t lineLength = 0; ///< revisions that move along, itself included
};

/// A branch with several heads, and the ways to one (requirements S-29, S-70).
struct HeadsAdvice {
    std::vector<std::string> heads;       ///< those of the branch that are one too many; empty: it has one
    std::vector<ReparentOffer> reparents; ///< where it is right, the best first
    bool prefersMerge = true;
    std::string sentence; ///< which way, and why
};

/// A line is never offered to be re-parented when a known database has applied any of it, nor while a database that
/// follows the branch couldn't be asked: its rows would then stand for another history. Then a merge is the way.
/// `rows`: of every database of the project.
HeadsAdvice adviseOnHeads(const revision::RevisionMap &map, const revision::BranchBinding &binding,
                          const std::vector<KnownRows> &rows);

} // namespace retort::session
