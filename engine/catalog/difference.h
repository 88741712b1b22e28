// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <vector>

/// What became of relations between two looks at one database. Pure; any thread.
namespace retort::catalog
{

/// One relation that came, went, or has another definition.
struct RelationDifference {
    const Relation *before = nullptr; ///< null: it is new
    const Relation *after = nullptr;  ///< null: it is gone
};

/// The relation without what changes by itself: sizes, estimates, activity, a sequence's value, chunks, what jobs did
/// last, a watermark; and without its oid and psql's texts.
Relation definitionOf(Relation relation);

/// In the order of `after`, then those that are gone. The same relation is the one of the same oid, else, where a table
/// was dropped and made again, that of the same name. One that was locked at either look is left out: nothing is known
/// of it. Points into the arguments.
std::vector<RelationDifference> differences(const std::vector<Relation> &before, const std::vector<Relation> &after);

} // namespace retort::catalog
