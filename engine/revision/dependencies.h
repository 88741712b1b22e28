// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/graph.h"

namespace retort::revision {

/// Row by row the entries of both, each once.
Adjacency joined(const Adjacency &first, const Adjacency &second);

/// Fills Graph::order and Graph::isCyclic from `down` and `dependencies`.
void orderParentsFirst(Graph &graph);

/// Fills Graph::parents: a revision's down revisions and those of its dependencies that none of its down-ancestors
/// depends on as well. Those alone change the version table.
void normalizeParents(Graph &graph);

} // namespace retort::revision
