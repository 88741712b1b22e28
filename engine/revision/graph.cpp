// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/graph.h"

#include <algorithm>
#include <iterator>

namespace retort::revision {

std::optional<Index> Graph::findId(std::string_view id) const
{
    return ids.find(id, revisions);
}

std::optional<Index> Graph::findName(std::string_view name) const
{
    if (const auto index = findId(name))
        return index;
    const auto found = labelIndex.find(name);
    return found == labelIndex.end() ? std::nullopt : std::optional(found->second);
}

bool Graph::isReserved(Index index) const
{
    return std::find(reserved.begin(), reserved.end(), index) != reserved.end();
}

bool Graph::hasLabel(Index index, std::string_view label) const
{
    const LabelSets::Set &own = labelSets.of(index);
    return std::any_of(own.begin(), own.end(), [&](std::uint32_t number) { return labels[number].first == label; });
}

bool Graph::isRealBranchPoint(Index index) const
{
    const auto revisedBy = next[index];
    if (revisedBy.size() > 1)
        return true;
    const auto neededBy = dependents[index];
    const auto extra = std::count_if(neededBy.begin(), neededBy.end(), [&](Index dependent) {
        return revisedBy.empty() || revisedBy.front() != dependent;
    });
    return revisedBy.size() + static_cast<std::size_t>(extra) > 1;
}

bool Graph::areOfOneBranch(const std::vector<Index> &indices) const
{
    if (indices.empty())
        return true;
    LabelSets::Set common = labelSets.of(indices.front());
    const bool isUnlabelled = common.empty();
    for (const Index index : indices) {
        const LabelSets::Set &own = labelSets.of(index);
        if (isUnlabelled != own.empty())
            return false;
        LabelSets::Set shared;
        std::set_intersection(common.begin(), common.end(), own.begin(), own.end(), std::back_inserter(shared));
        common = std::move(shared);
    }
    return isUnlabelled || !common.empty();
}

std::vector<std::string> Graph::idsOf(const std::vector<Index> &indices) const
{
    std::vector<std::string> texts;
    texts.reserve(indices.size());
    for (const Index index : indices)
        texts.push_back(idOf(index));
    return texts;
}

} // namespace retort::revision
