// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/scratchschemas.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace retort::session
{

/// A live schema beside that which a revision gives (S-71).
struct SchemaSuggestion {
    std::string revision;             ///< empty for the base
    std::vector<std::string> rows;    ///< the version rows of a database that is there
    std::size_t compared = 0;         ///< objects of either
    std::vector<std::string> missing; ///< "table public.users": the revision gives it, the database lacks it
    std::vector<std::string> extra;   ///< the other way round
    std::vector<std::string> changed; ///< there in both, and not the same

    std::size_t matched() const { return compared - missing.size() - extra.size() - changed.size(); }
    bool isExact() const { return matched() == compared; }
    /// "7 of 8 objects match; missing: table public.users"
    std::string toString() const;
};

/// The revisions of the database's branch, and the base, whose schema the live one is, or is nearest to; several where
/// no difference tells them apart, the newest first. By replaying the branch on a scratch database. Blocks; any thread.
/// Errors: those of Replay and of the connection.
Result<std::vector<SchemaSuggestion>> suggestRevisions(const Workspace &workspace, const project::Database &database,
                                                       postgres::Connection &live, const ScratchChoice &choice,
                                                       std::stop_token stop = {});

} // namespace retort::session
