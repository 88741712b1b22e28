// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/plan.h"
#include "engine/revision/revisionmap.h"

namespace retort::revision {

/// Adds to a downgrade's warnings what it does beside going down one line: merges that it undoes, with the sides
/// that stay or go, and revisions that go because they depend on one that goes (requirement S-67).
void addDowngradeWarnings(const RevisionMap &map, Plan &plan);

} // namespace retort::revision
