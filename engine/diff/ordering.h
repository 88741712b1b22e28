// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/compare.h"
#include "engine/diff/matching.h"

namespace retort::diff
{

/// The changes in the order in which they can run: drops by the old end's dependencies, creations by the new one's.
Comparison order(const Matching &matching, const End &before);

} // namespace retort::diff
