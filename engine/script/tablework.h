// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// Work that takes longer the more rows a table has.
struct TableWork {
    std::string words;    ///< "rewrites", "reads all of", "builds an index on", "updates"
    std::string relation; ///< as written: "metrics.events"

    bool operator==(const TableWork &) const = default;
};

/// What a statement does to whole tables, by its text alone: PostgreSQL may find that it need not (a varchar that grows
/// is not rewritten), which only a rehearsal tells. A table that the statement itself creates has no rows yet.
/// Empty where the statement can't be parsed. DO blocks are looked into as in dataLosses().
std::vector<TableWork> tableWork(std::string_view statement);

} // namespace retort::script
