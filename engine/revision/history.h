// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/mapranges.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::revision {

/// `history -r RANGE`, newest first; ":" is the whole history.
Result<std::vector<Index>> historyOf(const Graph &graph, std::string_view range,
                                     const std::vector<std::string> &rows);

Result<std::vector<Index>> iterate(const Graph &graph, const RangeEnd &upper, const RangeEnd &lower,
                                   const WalkOptions &options);

/// "<base>", or the down revisions as written.
std::string downRevisionText(const Revision &revision);
std::string historyLine(const Graph &graph, Index index);
std::string headLine(const Graph &graph, Index index);

} // namespace retort::revision
