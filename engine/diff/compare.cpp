// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/compare.h"

#include "engine/diff/ordering.h"
#include "engine/diff/pulling.h"

#include <iterator>

namespace retort::diff
{

namespace
{

Comparison compareEnds(const catalog::Snapshot &from, const catalog::Snapshot &to, bool isOnline)
{
    const End before(from, isOnline);
    const End after(to, isOnline);
    Matching matching = match(before, after);
    decide(matching, before);
    return order(matching, before);
}

} // namespace

Comparison compare(const catalog::Snapshot &from, const catalog::Snapshot &to, const CompareOptions &options)
{
    if (options.renames.empty())
        return compareEnds(from, to, options.isOnline);
    Renamed renamed = applyRenames(from, to, options.renames);
    Comparison comparison = compareEnds(renamed.snapshot, to, options.isOnline);
    comparison.changes.insert(comparison.changes.begin(), std::move_iterator(renamed.changes.begin()),
                              std::move_iterator(renamed.changes.end()));
    return comparison;
}

} // namespace retort::diff
