// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::diff
{

/// Those that a table inherits from, and the one that it is a partition of, as the server prints them.
std::vector<std::string> parentsOf(const catalog::Relation &relation);
/// `relation`: nothing where there is none.
bool hasParent(const catalog::Relation *relation, const std::string &parent);
/// Whether what a child has from its parents comes to it by itself: because the child is new, or was a child before.
/// A table that is yet to be attached must have it already.
bool isInheritedAnyway(const catalog::Relation &relation, const Making &making);
/// A partition whose key constraint stands behind a plain index of its table: PARTITION OF would make it another index.
bool isAttachedLater(const End &end, const catalog::Relation &relation);
/// The column, constraint … of a parent that a child's is the copy of.
std::optional<ObjectId> partOfParent(const End &end, const catalog::Relation &relation, const char *kind,
                                     const std::string &name);

} // namespace retort::diff
