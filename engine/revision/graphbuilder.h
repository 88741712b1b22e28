// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/graph.h"

namespace retort::revision {

/// Links and validates revisions that come in load order.
/// Errors as RevisionMap::build; all are of status Usage and name the file at fault.
Result<Graph> buildGraph(std::vector<Revision> revisions);

} // namespace retort::revision
