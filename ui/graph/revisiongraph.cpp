// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/revisiongraph.h"

#include "engine/revision/branchbinding.h"

#include <algorithm>

namespace retort::ui
{

RevisionGraph::RevisionGraph(revision::RevisionMap map, const std::string &database, const std::string &branch,
                             const std::vector<std::string> &versionRows, bool areRowsKnown)
    : m_map(std::move(map))
    , m_versionRows(versionRows)
    , m_areRowsKnown(areRowsKnown)
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
    for (const revision::Index index : rows) {
        const revision::Revision &revision = m_map.at(index);
        m_longestId = std::max(m_longestId, static_cast<int>(revision.id.size()));
        m_hasDates = m_hasDates || !revision.createDate.empty();
    }
    m_layout = revision::LaneLayout(m_map, std::move(rows));
    m_straight.reserve(static_cast<std::size_t>(rowCount()));
    for (int row = 0; row < rowCount(); ++row)
        m_straight.push_back(goesStraightThrough(row));
}

bool RevisionGraph::goesStraightThrough(int row) const
{
    const revision::Index index = m_layout.revisionAt(row);
    if (m_map.downOf(index).size() != 1 || m_map.nextOf(index).size() != 1 || !m_map.dependenciesOf(index).empty()
        || !m_map.dependentsOf(index).empty() || !m_map.at(index).labels.empty())
        return false;
    if (m_layout.rowOf(m_map.downOf(index).front()) < row || m_layout.rowOf(m_map.nextOf(index).front()) < 0)
        return false;
    // A merge or a fork nearby may still lead a line into this row, or out of it, sideways.
    const int lane = m_layout.laneOf(row);
    for (const revision::LaneLayout::Segment &segment : m_layout.segmentsOf(row)) {
        const bool passes = segment.from == segment.to;
        const bool isOfNode = (segment.from == lane && segment.to < 0) || (segment.from < 0 && segment.to == lane);
        if (!passes && !isOfNode)
            return false;
    }
    return true;
}

int RevisionGraph::rowOf(const std::string &id) const
{
    const auto index = m_map.find(id);
    return index ? m_layout.rowOf(*index) : -1;
}

std::vector<int> RevisionGraph::lanesOf(int first, int last) const
{
    std::vector<bool> isTaken(static_cast<std::size_t>(m_layout.laneCount()), false);
    for (int row = first; row <= last; ++row)
        isTaken[static_cast<std::size_t>(m_layout.laneOf(row))] = true;
    std::vector<int> lanes;
    for (int lane = 0; lane < m_layout.laneCount(); ++lane) {
        if (isTaken[static_cast<std::size_t>(lane)])
            lanes.push_back(lane);
    }
    return lanes;
}

std::vector<bool> RevisionGraph::wayTo(int row, int first, int last) const
{
    std::vector<bool> way(static_cast<std::size_t>(last - first + 1), false);
    if (!m_areRowsKnown)
        return way;
    const auto mark = [&](std::span<const revision::Index> neighbours, bool areApplied) {
        for (const revision::Index neighbour : neighbours) {
            const int at = m_layout.rowOf(neighbour);
            if (at >= first && at <= last && isAppliedRow(at) == areApplied)
                way[static_cast<std::size_t>(at - first)] = true;
        }
    };
    const auto isMarked = [&](int at) { return way[static_cast<std::size_t>(at - first)]; };
    if (!isAppliedRow(row)) {
        way[static_cast<std::size_t>(row - first)] = true;
        for (int at = row; at <= std::min(last, m_firstAppliedRow - 1); ++at) {
            if (!isMarked(at))
                continue;
            mark(m_map.downOf(m_layout.revisionAt(at)), false);
            mark(m_map.dependenciesOf(m_layout.revisionAt(at)), false);
        }
        return way;
    }
    for (int at = row; at >= std::max(first, m_firstAppliedRow); --at) {
        if (at != row && !isMarked(at))
            continue;
        mark(m_map.nextOf(m_layout.revisionAt(at)), true);
        if (at != row) // that one stays, and what depends on it with it
            mark(m_map.dependentsOf(m_layout.revisionAt(at)), true);
    }
    return way;
}

int RevisionGraph::commonAncestorRow(const std::vector<std::string> &ids) const
{
    std::vector<std::vector<bool>> below;
    for (const std::string &id : ids)
        below.push_back(m_map.appliedSet({id}));
    for (int row = 0; row < rowCount(); ++row) {
        const auto index = static_cast<std::size_t>(m_layout.revisionAt(row));
        if (std::all_of(below.begin(), below.end(), [index](const std::vector<bool> &set) { return set[index]; }))
            return row;
    }
    return -1;
}

} // namespace retort::ui
