// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/graph.h"

namespace retort::revision {

/// One relation of a graph, and what the shadowed twins of duplicate ids add to it.
struct CycleScope {
    const Adjacency &below;
    const Adjacency &above;
    const std::vector<Index> &heads;
    const std::vector<Index> &bases;
    std::vector<Index> belowTwins; ///< parents of shadowed twins: Alembic walks down from those as well
    const char *code;
    const char *words; ///< "A cycle of down revisions"
};

/// Alembic's test: each revision must be reachable from a head and from a base. That finds most cycles, not all:
/// one between a base and a head passes.
Result<void> checkForCycles(const Graph &graph, const CycleScope &scope);

} // namespace retort::revision
