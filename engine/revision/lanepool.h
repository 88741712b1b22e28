// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

/// Bookkeeping of LaneLayout.
namespace retort::revision {

using Row = std::int32_t;
using Position = std::int32_t; ///< twice the row for its node, and one more for the edge below the row

/// Hands out lanes from the left. Lines must come by their lower ends, the lowest first; so a line that reaches
/// further down stands further left, and the main line has lane 0. Bundles come after all lines, in the same order,
/// and go where lines left room.
class LanePool
{
public:
    /// Beyond `limit` lanes the last one is given again and again.
    explicit LanePool(int limit) : m_limit(static_cast<std::size_t>(limit)) {}

    std::int16_t takeForLine(Position begin, Position end);
    std::int16_t takeForBundle(Position begin, Position end);
    int count() const { return static_cast<int>(m_lanes.size()); }

private:
    struct Span {
        Position begin;
        Position end;
    };
    struct Lane {
        std::vector<Span> lines;
        std::size_t nextLine = 0; ///< the first that does not lie below all bundles to come
        Position lastBundle = std::numeric_limits<Position>::max();
    };

    static bool isFree(Lane &lane, Position begin, Position end);
    std::size_t limited(std::size_t lane);

    std::size_t m_limit;
    std::vector<Lane> m_lanes;
};

/// The rows of the last lane that no line passes through yet. That lane takes all lines that find no other, so
/// without this a graph with thousands of open lines would cost rows times lines.
class OpenRows
{
public:
    explicit OpenRows(Row count);

    /// The first open row from `row` on; `count` when there is none.
    Row from(Row row);
    void close(Row row) { m_next[static_cast<std::size_t>(row)] = row + 1; }

private:
    std::vector<Row> m_next; ///< itself for an open row, else one that is no further than the next open one
};

} // namespace retort::revision
