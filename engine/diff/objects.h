// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/snapshot.h"

#include <set>
#include <string>

namespace retort::diff
{

/// Everything that a comparison of this schema looks at, by ObjectId::toString(): tables and each of their columns,
/// constraints, indexes …, views, types, routines.
std::set<std::string> objectsOf(const catalog::Snapshot &snapshot);

} // namespace retort::diff
