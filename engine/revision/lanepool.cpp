// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/lanepool.h"

#include <algorithm>
#include <utility>

namespace retort::revision {

// LanePool

std::int16_t LanePool::takeForLine(Position begin, Position end)
{
    std::size_t lane = 0;
    while (lane < m_lanes.size() && m_lanes[lane].lines.back().begin <= end)
        ++lane;
    lane = limited(lane);
    m_lanes[lane].lines.push_back({begin, end});
    return static_cast<std::int16_t>(lane);
}

std::int16_t LanePool::takeForBundle(Position begin, Position end)
{
    std::size_t lane = 1;
    while (lane < m_lanes.size() && !isFree(m_lanes[lane], begin, end))
        ++lane;
    lane = limited(lane);
    m_lanes[lane].lastBundle = begin;
    return static_cast<std::int16_t>(lane);
}

bool LanePool::isFree(Lane &lane, Position begin, Position end)
{
    while (lane.nextLine < lane.lines.size() && lane.lines[lane.nextLine].begin > end)
        ++lane.nextLine;
    return lane.lastBundle > end && (lane.nextLine == lane.lines.size() || lane.lines[lane.nextLine].end < begin);
}

std::size_t LanePool::limited(std::size_t lane)
{
    lane = std::min(lane, m_limit - 1);
    if (lane >= m_lanes.size())
        m_lanes.resize(lane + 1);
    return lane;
}

// OpenRows

OpenRows::OpenRows(Row count) : m_next(static_cast<std::size_t>(count) + 1)
{
    for (std::size_t row = 0; row < m_next.size(); ++row)
        m_next[row] = static_cast<Row>(row);
}

Row OpenRows::from(Row row)
{
    Row open = row;
    while (m_next[static_cast<std::size_t>(open)] != open)
        open = m_next[static_cast<std::size_t>(open)];
    while (m_next[static_cast<std::size_t>(row)] != open)
        row = std::exchange(m_next[static_cast<std::size_t>(row)], open);
    return open;
}

} // namespace retort::revision
