// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/compare.h"

#include <string>

namespace retort::diff
{

/// As one script for psql: in one transaction, but for statements that must be committed before the others or that no
/// transaction takes, which a comment tells. Empty where nothing changes. `searchPath`: that the names were printed
/// under.
std::string toScript(const Comparison &comparison, const std::string &searchPath = {});

} // namespace retort::diff
