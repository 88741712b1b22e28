// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"

#include <cstdint>
#include <span>
#include <vector>

namespace retort::revision {

/// The drawing of a graph in rows and lanes, as arithmetic: no view, no fonts, no colours.
/// Flat arrays so that 100,000 rows cost some 25 MiB and a frame reads neighbours only.
class LaneLayout
{
public:
    /// Beyond so many lanes further lines share the last one.
    static constexpr int MaxLanes = 48;

    /// A line through one row: from a lane at the row's upper edge to one at its lower edge.
    /// -1 on a side means that the line starts or ends at this row's node on that side.
    struct Segment {
        std::int8_t from = -1;         ///< lane at the upper edge
        std::int8_t to = -1;           ///< lane at the lower edge
        std::uint16_t colour : 15 = 0; ///< stable per line of development, counts from 0
        bool dependency : 1 = false;   ///< drawn dashed

        bool operator==(const Segment &) const = default;
    };

    LaneLayout() = default;
    /// `rows`: newest first, children before their parents. Parents outside `rows` end at the row's lower edge.
    LaneLayout(const RevisionMap &map, std::vector<Index> rows);

    int rowCount() const { return static_cast<int>(m_rows.size()); }
    int laneCount() const { return m_laneCount; }
    Index revisionAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1 when the revision is not among the rows.
    int rowOf(Index revision) const;
    int laneOf(int row) const { return m_lanes[static_cast<std::size_t>(row)]; }
    int colourOf(int row) const { return m_colours[static_cast<std::size_t>(row)]; }
    std::span<const Segment> segmentsOf(int row) const;

private:
    std::vector<Index> m_rows;
    std::vector<std::int32_t> m_rowOf;
    std::vector<std::int16_t> m_lanes;
    std::vector<std::int16_t> m_colours;
    std::vector<std::uint32_t> m_offsets; ///< into m_segments, one more than rows
    std::vector<Segment> m_segments;
    int m_laneCount = 0;
};

} // namespace retort::revision
