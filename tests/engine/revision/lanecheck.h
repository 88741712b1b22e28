// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/lanes.h"

#include <string>

namespace retort::test {

/// What is wrong with a layout, or nothing: segments must join from row to row, and the way from each revision to
/// each of its parents and dependencies among the rows must be drawn, dashed where it is a dependency.
std::string laneFaults(const revision::RevisionMap &map, const revision::LaneLayout &layout);

} // namespace retort::test
