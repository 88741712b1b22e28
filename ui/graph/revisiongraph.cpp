// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/revisiongraph.h"

#include "engine/revision/branchbinding.h"

#include <algorithm>

namespace retort::ui {

RevisionGraph::RevisionGraph(revision::RevisionMap map, const std::string &database, const std::string &branch,
                             const std::vector<std::string> &versionRows, bool areRowsKnown)
    : m_map(std::move(map)), m_versionRows(versionRows), m_areRowsKnown(areRowsKnown)
{
    std::vector<revision::Index> rows = revision::BranchBinding(m_map, database, branch).historyOrder();
    m_firstAppliedRow = static_cast<int>(rows.size());
    if (areRowsKnown) {
        // What is applied is closed under "revises" and "depends on", so moving it below what is pending keeps
        // children above their parents.
        const std::vector<bool> applied = m_map.appliedSet(versionRows);
        const auto firstApplied = std::stable_partition(rows.begin(), rows.end(), [&applied](revision::Index index) {
            return !applied[static_cast<std::size_t>(index)];
        });
        m_firstAppliedRow = static_cast<int>(firstApplied - rows.begin());
    }
    for (const revision::Index index : rows)
        m_longestId = std::max(m_longestId, static_cast<int>(m_map.at(index).id.size()));
    m_layout = revision::LaneLayout(m_map, std::move(rows));
}

int RevisionGraph::rowOf(const std::string &id) const
{
    const auto index = m_map.find(id);
    return index ? m_layout.rowOf(*index) : -1;
}

} // namespace retort::ui
