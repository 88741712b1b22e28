// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/graph.h"
#include "engine/revision/nodeset.h"

#include <vector>

namespace retort::revision {

/// The wanted revisions, newest first, in the order that Alembic lists and reverts them: down one line from the
/// first head; another head goes first where it still needs what comes next; where a line ends, back to the one
/// before it. Linear in the size of the graph for all practical purposes.
/// Errors: range-not-ancestor when some wanted revision can't be reached from the heads inside the wanted ones.
Result<std::vector<Index>> newestFirst(const Graph &graph, const NodeSet &wanted, const std::vector<Index> &heads);

} // namespace retort::revision
