// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

namespace retort::diff
{

/// What all types share: identity, comment, privileges, the drop, and the way out when columns use an old one that
/// can't be altered. `word`: "TYPE" or "DOMAIN".
Part typePart(const End &end, const catalog::Type &type, const std::string &word);

/// What an old type is called while columns change over to the new one.
std::string movedName(const std::string &name);

} // namespace retort::diff
