// SPDX-License-Identifier: GPL-3.0-or-later
// Plans that ask no database where it stands.
#include "engine/revision/branchbinding.h"

#include "engine/base/text.h"
#include "engine/revision/downgradewarnings.h"

namespace retort::revision {

/// Both ends in terms of this database. The base as a start stays what it is: no rows.
Result<std::string> BranchBinding::rangeOf(Direction direction, std::string_view range, bool force,
                                           std::string_view verb) const
{
    const auto colon = range.find(':');
    const std::string_view start = colon == std::string_view::npos ? std::string_view() : range.substr(0, colon);
    const std::string_view target = colon == std::string_view::npos ? range : range.substr(colon + 1);
    auto goal = goalOf(direction, target, force, verb);
    if (!goal || colon == std::string_view::npos)
        return goal;
    if (start == "base")
        return "base:" + *goal;
    auto from = goalOf(Direction::Upgrade, start, force, verb);
    if (!from)
        return from;
    return *from + ':' + *goal;
}

Result<Plan> BranchBinding::planOffline(Direction direction, std::string_view range, bool force) const
{
    const bool isUpgrade = direction == Direction::Upgrade;
    if (const auto checked = checkRows({}, isUpgrade ? "upgrade" : "downgrade"); !checked)
        return checked.error();
    const bool isLackingStart = !isUpgrade && range.find(':') == std::string_view::npos;
    const auto bound = isLackingStart ? Result<std::string>(std::string(range)) : rangeOf(direction, range, force);
    if (!bound)
        return bound.error();
    auto plan = m_map.planOffline(direction, *bound);
    if (!plan)
        return refine(std::move(plan).error(), direction, std::string_view(*bound).substr(bound->find(':') + 1), {});
    if (isBound() && !force) {
        if (const auto checked = checkSteps(*plan); !checked)
            return checked.error();
    }
    if (!isUpgrade) {
        if (const auto checked = checkReversible(*plan); !checked)
            return checked.error();
        addDowngradeWarnings(m_map, *plan);
    }
    return plan;
}

Result<Plan> BranchBinding::planOfflineStamp(const std::vector<std::string> &targets, bool force) const
{
    if (const auto checked = checkRows({}, "stamp"); !checked)
        return checked.error();
    std::vector<std::string> ranges;
    for (const std::string &target : targets) {
        auto range = target == m_label ? Result<std::string>(target) : rangeOf(Direction::Upgrade, target, force, "stamp");
        if (!range)
            return range.error();
        ranges.push_back(std::move(*range));
    }
    auto plan = m_map.planOfflineStamp(ranges);
    if (plan && isBound() && !force) {
        if (const auto checked = checkStampedRows(*plan); !checked)
            return checked.error();
    }
    return plan;
}

} // namespace retort::revision
