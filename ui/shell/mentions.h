// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/session/values.h"

#include <cstddef>
#include <vector>

namespace retort::ui {

/// The relations of the list whose names stand as words in the plan's scripts: those that a run of it may change.
/// A name in a comment counts as well; too many do no harm. At most `limit`, in the list's order.
std::vector<catalog::RelationName> mentionedRelations(const session::PlanPreview &preview,
                                                      const std::vector<catalog::RelationSummary> &relations,
                                                      std::size_t limit);

} // namespace retort::ui
