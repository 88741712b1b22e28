// SPDX-License-Identifier: GPL-3.0-or-later
#include "lanecheck.h"

#include <algorithm>
#include <set>
#include <vector>

namespace retort::test {

namespace {

using revision::Index;
using revision::LaneLayout;
using revision::RevisionMap;

class LaneCheck
{
public:
    LaneCheck(const RevisionMap &map, const LaneLayout &layout) : m_map(map), m_layout(layout) {}

    std::string faults()
    {
        for (int row = 0; row < m_layout.rowCount() && m_fault.empty(); ++row) {
            checkLanes(row);
            checkJoints(row);
            checkEdges(row);
        }
        return m_fault;
    }

private:
    void complain(int row, const std::string &what)
    {
        m_fault = "row " + std::to_string(row) + " (" + m_map.at(m_layout.revisionAt(row)).id + "): ";
        m_fault += what;
    }

    void checkLanes(int row)
    {
        const auto isGood = [&](int lane) { return lane >= -1 && lane < m_layout.laneCount(); };
        for (const LaneLayout::Segment &segment : m_layout.segmentsOf(row)) {
            if (!isGood(segment.from) || !isGood(segment.to) || (segment.from < 0 && segment.to < 0))
                return complain(row, "a segment leaves the lanes");
            if (segment.from >= 0 && segment.to >= 0 && segment.from == m_layout.laneOf(row) && !m_isCrowded)
                return complain(row, "a line passes through the node");
        }
        const int lane = m_layout.laneOf(row);
        if (lane < 0 || lane >= m_layout.laneCount())
            complain(row, "the node is in no lane");
    }

    /// Lanes at the lower edge of a row and the upper edge of the next.
    void checkJoints(int row)
    {
        const auto below = lanesAt(row, false);
        const auto above = row + 1 < m_layout.rowCount() ? lanesAt(row + 1, true) : std::set<int>();
        for (const int lane : above) {
            if (!below.contains(lane))
                return complain(row, "the next row has a line in lane " + std::to_string(lane) + " from nowhere");
        }
        for (const int lane : below) {
            if (!above.contains(lane) && !isCut(row))
                return complain(row, "the line in lane " + std::to_string(lane) + " goes nowhere");
        }
    }

    std::set<int> lanesAt(int row, bool upper) const
    {
        std::set<int> lanes;
        for (const LaneLayout::Segment &segment : m_layout.segmentsOf(row)) {
            const int lane = upper ? segment.from : segment.to;
            if (lane >= 0)
                lanes.insert(lane);
        }
        return lanes;
    }

    /// Some parent or dependency of the row's revision is not shown below it.
    bool isCut(int row) const
    {
        const Index index = m_layout.revisionAt(row);
        const auto isHidden = [&](Index other) { return m_layout.rowOf(other) <= row; };
        const auto down = m_map.downOf(index);
        const auto dependencies = m_map.dependenciesOf(index);
        return std::any_of(down.begin(), down.end(), isHidden)
            || std::any_of(dependencies.begin(), dependencies.end(), isHidden);
    }

    void checkEdges(int row)
    {
        const Index index = m_layout.revisionAt(row);
        const auto down = m_map.downOf(index);
        for (const Index parent : down)
            checkEdge(row, parent, false);
        for (const Index dependency : m_map.dependenciesOf(index)) {
            if (std::find(down.begin(), down.end(), dependency) == down.end())
                checkEdge(row, dependency, true);
        }
    }

    /// Some way down from the node must end in the other node.
    void checkEdge(int row, Index parent, bool isDependency)
    {
        const int target = m_layout.rowOf(parent);
        if (target <= row || !m_fault.empty())
            return;
        for (const LaneLayout::Segment &start : m_layout.segmentsOf(row)) {
            if (start.from < 0 && start.dependency == isDependency && leadsTo(row + 1, start.to, target, isDependency))
                return;
        }
        complain(row, "nothing leads to " + m_map.at(parent).id);
    }

    bool leadsTo(int row, int lane, int target, bool isDependency) const
    {
        for (; row <= target; ++row) {
            const auto segments = m_layout.segmentsOf(row);
            const auto goesOn = [&](const LaneLayout::Segment &segment) {
                return segment.from == lane && (segment.dependency == isDependency || m_isCrowded);
            };
            const auto next = std::find_if(segments.begin(), segments.end(), [&](const auto &segment) {
                return goesOn(segment) && (segment.to < 0) == (row == target);
            });
            if (next == segments.end())
                return false;
            if (next->to < 0)
                return true;
            lane = next->to;
        }
        return false;
    }

    const RevisionMap &m_map;
    const LaneLayout &m_layout;
    /// Lines that share the last lane are not told apart.
    const bool m_isCrowded = m_layout.laneCount() == LaneLayout::MaxLanes;
    std::string m_fault;
};

} // namespace

std::string laneFaults(const RevisionMap &map, const LaneLayout &layout)
{
    return LaneCheck(map, layout).faults();
}

} // namespace retort::test
