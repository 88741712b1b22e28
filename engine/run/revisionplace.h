// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"
#include "engine/run/runevents.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace retort::run
{

/// Where a revision's file was when a run last knew it. What is left of a revision whose file is gone (S-23).
struct RevisionPlace {
    std::string revision;
    std::string file;       ///< the whole path, as the project had it
    std::string message;    ///< the revision's; empty when not known
    bool isStamped = false; ///< the version row was set, the file not run
    std::int64_t run = 0;   ///< the journal's number of it
    Clock::time_point time{};
    std::string database; ///< its name in the project
    std::string user;     ///< of the operating system
    std::string host;

    bool operator==(const RevisionPlace &) const = default;
};

/// Of the revision whose step the event ends; nothing for other events, and for revisions without a file. Revision,
/// file and message only: the journal adds the rest.
std::optional<RevisionPlace> placeAfter(const revision::RevisionMap &map, const RunEvent &event);
/// Of the rows that a stamp has set, whose steps name no revision; none for other runs.
std::vector<RevisionPlace> placesAfter(const revision::RevisionMap &map, const RunReport &report);

} // namespace retort::run
