// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/lanes.h"

#include "engine/revision/lanepool.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

namespace retort::revision {

namespace {

constexpr Row NoRow = -1;
constexpr int NoLine = -1;
constexpr int NoLane = -1;
constexpr unsigned largestColour = 0x7fffU;
static_assert(LaneLayout::MaxLanes <= std::numeric_limits<std::int8_t>::max());
static_assert(sizeof(LaneLayout::Segment) == 4, "there are millions of them");
constexpr Position NodeOf(Row row)
{
    return 2 * row;
}
constexpr Position EdgeBelow(Row row)
{
    return 2 * row + 1;
}

/// What takes up one lane from one place to another: a line of development, or a bundle of edges into one revision.
struct Line {
    Position begin = 0;
    Position end = 0;
    Row top = NoRow; ///< the newest node on it; none on a bundle
    std::int16_t lane = 0;
    std::int16_t colour = 0;
    bool isBundle = false;
    bool isDependency = false;
    bool isCut = false; ///< its end is no node: the parent is not among the rows
};

/// Where a line passes, begins or ends at a row. `from`, `to`: its own lane, or NoLane.
LaneLayout::Segment segmentOf(const Line &line, int from, int to, bool isDependency)
{
    LaneLayout::Segment segment;
    segment.from = static_cast<std::int8_t>(from);
    segment.to = static_cast<std::int8_t>(to);
    segment.colour = static_cast<std::uint16_t>(line.colour) & largestColour;
    segment.dependency = isDependency;
    return segment;
}

/// Finds lines and lanes, then lays the segments out row by row.
///
/// A line of development follows first parents; of several children it continues with the one that leads furthest,
/// so the main line is the longest. It keeps one lane from its newest revision to the row of the revision that it
/// forked off. A merge's further parents are reached through the lane of their line where that shows no other node
/// first, else through a lane of their own, which all merges of that revision share. So do its dependents, dashed.
class Layouter
{
public:
    Layouter(const RevisionMap &map, const std::vector<Index> &rows, const std::vector<Row> &rowOf)
        : m_map(map), m_rows(rows), m_rowOf(rowOf), m_count(static_cast<Row>(rows.size()))
    {
        findMainChildren();
        findLines();
        findFurtherEdges();
        assignLanes();
    }

    int laneCount() const { return m_laneCount; }
    const Line &lineAt(Row row) const { return m_lines[static_cast<std::size_t>(at(m_lineOf, row))]; }

    /// Calls emit(row, segment) for each segment, each line from top to bottom.
    template <typename Emit>
    void draw(Emit &&emit) const;

private:
    struct Edge {
        Row child;
        Row parent;
        bool isDependency;
        int line; ///< whose lane it joins
    };

    template <typename T>
    static const T &at(const std::vector<T> &values, Row row) { return values[static_cast<std::size_t>(row)]; }
    template <typename T>
    static T &at(std::vector<T> &values, Row row) { return values[static_cast<std::size_t>(row)]; }

    /// The row of a parent, if it is shown below the child.
    Row rowBelow(Row child, Index parent) const
    {
        const Row row = m_rowOf[static_cast<std::size_t>(parent)];
        return row > child ? row : NoRow;
    }
    Row firstParent(Row row) const;
    void findMainChildren();
    void findLines();
    void findFurtherEdges();
    void addFurtherEdge(Row child, Row parent, bool isDependency);
    void addStub(Row row, bool isDependency);
    int bundleInto(Row parent, bool isDependency, Row child);
    void assignLanes();

    const RevisionMap &m_map;
    const std::vector<Index> &m_rows;
    const std::vector<Row> &m_rowOf;
    Row m_count;
    std::vector<Row> m_firstParent;
    std::vector<Row> m_mainChild;
    std::vector<Line> m_lines;
    std::vector<std::int32_t> m_lineOf; ///< by row
    std::vector<Edge> m_edges;          ///< all but those to first parents
    std::vector<std::array<std::int32_t, 2>> m_bundleOf; ///< by row, for merges and for dependencies
    int m_laneCount = 0;
};

Row Layouter::firstParent(Row row) const
{
    for (const Index parent : m_map.downOf(at(m_rows, row))) {
        const Row below = rowBelow(row, parent);
        if (below != NoRow)
            return below;
    }
    return NoRow;
}

void Layouter::findMainChildren()
{
    m_firstParent.resize(m_rows.size());
    m_mainChild.assign(m_rows.size(), NoRow);
    // By row: how many revisions the line has from here up, and the row where it begins.
    std::vector<std::pair<std::int32_t, Row>> line(m_rows.size());
    for (Row row = 0; row < m_count; ++row) {
        if (at(m_mainChild, row) == NoRow)
            at(line, row) = {1, row};
        const Row parent = firstParent(row);
        at(m_firstParent, row) = parent;
        if (parent == NoRow)
            continue;
        const auto [length, top] = at(line, row);
        const bool isFirst = at(m_mainChild, parent) == NoRow;
        // Of two lines of one length the one that begins higher up.
        if (isFirst || std::pair(length + 1, -top) > std::pair(at(line, parent).first, -at(line, parent).second)) {
            at(line, parent) = {length + 1, top};
            at(m_mainChild, parent) = row;
        }
    }
}

// From the oldest up, so that the colours of older lines stay when newer revisions come.
void Layouter::findLines()
{
    m_lineOf.assign(m_rows.size(), NoLine);
    for (Row row = m_count - 1; row >= 0; --row) {
        const Row parent = at(m_firstParent, row);
        if (parent != NoRow && at(m_mainChild, parent) == row) {
            at(m_lineOf, row) = at(m_lineOf, parent);
            m_lines[static_cast<std::size_t>(at(m_lineOf, row))].begin = NodeOf(row);
            m_lines[static_cast<std::size_t>(at(m_lineOf, row))].top = row;
            continue;
        }
        const auto number = static_cast<std::int32_t>(m_lines.size());
        at(m_lineOf, row) = number;
        Line line;
        line.begin = NodeOf(row);
        line.top = row;
        const bool isCut = parent == NoRow && !m_map.downOf(at(m_rows, row)).empty();
        line.end = parent != NoRow ? NodeOf(parent) - 1 : isCut ? EdgeBelow(row) : NodeOf(row);
        line.isCut = isCut;
        line.colour = static_cast<std::int16_t>(number % std::numeric_limits<std::int16_t>::max());
        m_lines.push_back(line);
    }
}

void Layouter::findFurtherEdges()
{
    for (Row row = 0; row < m_count; ++row) {
        const auto parents = m_map.downOf(at(m_rows, row));
        const auto dependencies = m_map.dependenciesOf(at(m_rows, row));
        if (parents.size() < 2 && dependencies.empty())
            continue;
        std::vector<Row> reached{at(m_firstParent, row)};
        const auto reach = [&](Index parent, bool isDependency) {
            const Row below = rowBelow(row, parent);
            if (below != NoRow && std::find(reached.begin(), reached.end(), below) != reached.end())
                return;
            if (below == NoRow)
                addStub(row, isDependency);
            else
                addFurtherEdge(row, below, isDependency);
            reached.push_back(below);
        };
        for (const Index parent : parents)
            reach(parent, false);
        std::erase(reached, NoRow); // one stub for the parents that are not shown, and one for the dependencies
        for (const Index dependency : dependencies)
            reach(dependency, true);
    }
}

/// A short edge that ends at the row's lower edge.
void Layouter::addStub(Row row, bool isDependency)
{
    Line line;
    line.begin = EdgeBelow(row);
    line.end = EdgeBelow(row);
    line.colour = lineAt(row).colour;
    line.isBundle = true;
    line.isDependency = isDependency;
    line.isCut = true;
    m_edges.push_back({row, NoRow, isDependency, static_cast<int>(m_lines.size())});
    m_lines.push_back(line);
}

void Layouter::addFurtherEdge(Row child, Row parent, bool isDependency)
{
    Edge edge{child, parent, isDependency, NoLine};
    const Row above = at(m_mainChild, parent);
    if (isDependency || (above != NoRow && above > child)) {
        edge.line = bundleInto(parent, isDependency, child);
    } else {
        // The first node that the parent's lane shows below the child is the parent.
        edge.line = at(m_lineOf, parent);
        Line &line = m_lines[static_cast<std::size_t>(edge.line)];
        line.begin = std::min(line.begin, EdgeBelow(child));
    }
    m_edges.push_back(edge);
}

int Layouter::bundleInto(Row parent, bool isDependency, Row child)
{
    if (m_bundleOf.empty())
        m_bundleOf.assign(m_rows.size(), {NoLine, NoLine});
    auto &number = at(m_bundleOf, parent)[isDependency ? 1 : 0];
    if (number == NoLine) {
        number = static_cast<std::int32_t>(m_lines.size());
        Line line;
        line.begin = EdgeBelow(child); // the topmost child comes first
        line.end = NodeOf(parent) - 1;
        line.colour = lineAt(parent).colour;
        line.isBundle = true;
        line.isDependency = isDependency;
        m_lines.push_back(line);
    }
    return number;
}

void Layouter::assignLanes()
{
    std::vector<std::int32_t> order(m_lines.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<std::int32_t>(i);
    std::sort(order.begin(), order.end(), [this](std::int32_t a, std::int32_t b) {
        const Line &first = m_lines[static_cast<std::size_t>(a)];
        const Line &second = m_lines[static_cast<std::size_t>(b)];
        return std::tuple(first.isBundle, -first.end, -first.begin, a)
            < std::tuple(second.isBundle, -second.end, -second.begin, b);
    });
    LanePool pool(LaneLayout::MaxLanes);
    for (const std::int32_t number : order) {
        Line &line = m_lines[static_cast<std::size_t>(number)];
        line.lane = line.isBundle ? pool.takeForBundle(line.begin, line.end) : pool.takeForLine(line.begin, line.end);
    }
    m_laneCount = pool.count();
}

template <typename Emit>
void Layouter::draw(Emit &&emit) const
{
    const bool isCrowded = m_laneCount == LaneLayout::MaxLanes;
    OpenRows openRows(isCrowded ? m_count : 0);
    for (std::size_t number = 0; number < m_lines.size(); ++number) {
        const Line &line = m_lines[number];
        const bool isShared = isCrowded && line.lane == LaneLayout::MaxLanes - 1;
        const Row last = line.end / 2;
        Row node = line.top == NoRow ? m_count : line.top;
        for (Row row = (line.begin + 1) / 2; row <= last; ++row) {
            if (isShared)
                row = std::min(openRows.from(row), node);
            if (row > last)
                break;
            // Every line passes straight through the rows between its ends, but for the nodes on it.
            if (row != node) {
                if (isShared)
                    openRows.close(row);
                emit(row, segmentOf(line, line.lane, line.lane, line.isDependency));
                continue;
            }
            const Row parent = at(m_firstParent, row);
            node = parent != NoRow && at(m_mainChild, parent) == row ? parent : m_count;
            if (NodeOf(row) - 1 >= line.begin)
                emit(row, segmentOf(line, line.lane, NoLane, false));
            if (EdgeBelow(row) <= line.end)
                emit(row, segmentOf(line, NoLane, line.lane, false));
        }
        if (line.end != NodeOf(last) && !line.isCut)
            emit(last + 1, segmentOf(line, line.lane, NoLane, line.isDependency));
    }
    for (const Edge &edge : m_edges) {
        const Line &line = m_lines[static_cast<std::size_t>(edge.line)];
        emit(edge.child, segmentOf(line, NoLane, line.lane, edge.isDependency));
    }
}

} // namespace

LaneLayout::LaneLayout(const RevisionMap &map, std::vector<Index> rows) : m_rows(std::move(rows))
{
    m_rowOf.assign(map.size(), NoRow);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[static_cast<std::size_t>(m_rows[row])] = static_cast<Row>(row);
    const Layouter layouter(map, m_rows, m_rowOf);
    m_laneCount = layouter.laneCount();
    m_lanes.reserve(m_rows.size());
    m_colours.reserve(m_rows.size());
    for (Row row = 0; row < rowCount(); ++row) {
        m_lanes.push_back(layouter.lineAt(row).lane);
        m_colours.push_back(layouter.lineAt(row).colour);
    }

    // Counted first, then filled in: a flat array without a list for each row.
    m_offsets.assign(m_rows.size() + 1, 0);
    layouter.draw([this](Row row, const Segment &) { ++m_offsets[static_cast<std::size_t>(row) + 1]; });
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_offsets[row + 1] += m_offsets[row];
    m_segments.resize(m_offsets.back());
    std::vector<std::uint32_t> free(m_offsets.begin(), m_offsets.end() - 1);
    layouter.draw([&](Row row, const Segment &segment) {
        m_segments[free[static_cast<std::size_t>(row)]++] = segment;
    });
}

int LaneLayout::rowOf(Index revision) const
{
    const auto index = static_cast<std::size_t>(revision);
    return revision >= 0 && index < m_rowOf.size() ? m_rowOf[index] : NoRow;
}

std::span<const LaneLayout::Segment> LaneLayout::segmentsOf(int row) const
{
    const auto begin = m_offsets[static_cast<std::size_t>(row)];
    const auto end = m_offsets[static_cast<std::size_t>(row) + 1];
    return {m_segments.data() + begin, end - begin};
}

} // namespace retort::revision
