// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/runwitness.h"

#include <vector>

/// What looks before and after a run have in common. For this room only.
namespace retort::session
{

/// Without the version and history tables; with psql's texts.
std::vector<RelationChange> changesBetween(const std::vector<catalog::Relation> &before,
                                           const std::vector<catalog::Relation> &after, int serverVersion);
/// The largest tables, as a record keeps them.
std::vector<run::RelationSize> largestOf(const std::vector<catalog::RelationSummary> &list);

} // namespace retort::session
