// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/graph.h"

#include <algorithm>

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

std::vector<std::string> Graph::idsOf(const std::vector<Index> &indices) const
{
    std::vector<std::string> texts;
    texts.reserve(indices.size());
    for (const Index index : indices)
        texts.push_back(idOf(index));
    return texts;
}

} // namespace retort::revision
