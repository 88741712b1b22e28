// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

namespace retort::diff
{

/// An index's definition as the server prints it, its storage parameters taken out of it.
struct IndexText {
    std::string definition;
    std::string options; ///< "fillfactor=70"
};
IndexText withoutOptions(const std::string &definition);

/// What every index has, that of a constraint too: comment, CLUSTER ON, REPLICA IDENTITY.
void addIndexProperties(const catalog::Relation &relation, const catalog::Index &index, Part &part);

/// The index of the partitioned table that this one is a partition of, or its constraint.
std::optional<ObjectId> parentIndex(const End &end, const catalog::Relation &relation, const catalog::Index &index);

} // namespace retort::diff
