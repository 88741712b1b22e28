// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/mapranges.h"
#include "engine/revision/plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::revision {

Result<Plan> planUpgrade(const Graph &graph, const std::vector<std::string> &rows, std::string_view target);
Result<Plan> planDowngrade(const Graph &graph, const std::vector<std::string> &rows, std::string_view target);
Result<Plan> planOffline(const Graph &graph, Direction direction, std::string_view range);
Result<Plan> planStamp(const Graph &graph, const std::vector<std::string> &rows,
                       const std::vector<std::string> &targets, bool purge);
Result<Plan> planOfflineStamp(const Graph &graph, const std::vector<std::string> &targets);

/// The rows that a `--sql` run starts from: none for "base" or nothing, else one.
Result<std::vector<std::string>> offlineStart(const Graph &graph, std::string_view start);

std::string ambiguousDowngradeWarning(const std::vector<std::string> &rows);

/// Walks a selection, newest first. Errors: reserved-word where an id can't be told from a symbol.
Result<std::vector<Index>> orderOf(MapSymbols &symbols, const Selection &selection);

} // namespace retort::revision
