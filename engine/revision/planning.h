// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/mapranges.h"
#include "engine/revision/plan.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retort::revision {

using GraphPointer = std::shared_ptr<const Graph>;

/// Plans keep the graph alive: their steps' rows are worked out from it.
Result<Plan> planUpgrade(const GraphPointer &graph, const std::vector<std::string> &rows, const RangeEnd &target);
Result<Plan> planDowngrade(const GraphPointer &graph, const std::vector<std::string> &rows, std::string_view target);
Result<Plan> planOffline(const GraphPointer &graph, Direction direction, std::string_view range);
Result<Plan> planStamp(const GraphPointer &graph, const std::vector<std::string> &rows,
                       const std::vector<std::string> &targets, bool purge);
Result<Plan> planOfflineStamp(const GraphPointer &graph, const std::vector<std::string> &targets);

/// The rows that a `--sql` run starts from: none for "base" or nothing, else one.
Result<std::vector<std::string>> offlineStart(const Graph &graph, std::string_view start);

std::string ambiguousDowngradeWarning(const std::vector<std::string> &rows);

/// Walks a selection, newest first. Errors: reserved-word where an id can't be told from a symbol.
Result<std::vector<Index>> orderOf(MapSymbols &symbols, const Selection &selection);

} // namespace retort::revision
