// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/graph.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace retort::revision {

/// The version table's rows along the steps of a plan, as changes with a full list now and then.
/// Grows while a plan is made, is shared by its steps afterwards and then never changes.
class RowTrace
{
public:
    /// A revision's index for the row that is its full id; beyond the graph's size for rows spelled otherwise.
    using Row = Index;

    /// `rows` once each. `graph` may be null when all rows are only names.
    RowTrace(std::shared_ptr<const Graph> graph, const std::vector<std::string> &rows);

    void reserve(std::size_t steps);
    void add(Row row);
    void remove(Row row);
    /// What changed since the last step is a step.
    void closeStep() { m_ends.push_back(static_cast<std::uint32_t>(m_events.size())); }

    std::size_t rowCount() const { return m_live.size(); }
    /// Whether the table has the row now; `row` must be known.
    bool has(Row row) const { return m_place[static_cast<std::size_t>(row)] != NoPlace; }
    /// A row by its text: a revision's, or one of those at the start. Negative: neither.
    Row rowOf(const std::string &text) const;

    /// Sorted, each row once.
    std::vector<std::string> rowsNow() const { return sortedNames(m_live); }
    /// The same after so many steps.
    std::vector<std::string> rowsAfter(std::size_t steps) const;

private:
    static constexpr std::uint32_t NoPlace = UINT32_MAX;

    struct Checkpoint {
        std::size_t steps;
        std::vector<Row> live;
    };

    std::size_t graphSize() const { return m_graph ? m_graph->size() : 0; }
    const std::string &nameOf(Row row) const;
    std::vector<std::string> sortedNames(const std::vector<Row> &live) const;
    void noteCheckpoint();

    std::shared_ptr<const Graph> m_graph;
    std::vector<std::string> m_names;      ///< rows that are no revision's id
    std::vector<Row> m_live;               ///< the present list
    std::vector<std::uint32_t> m_place;    ///< by row, in m_live
    std::vector<Row> m_events;             ///< an added row, or a removed one's complement
    std::vector<std::uint32_t> m_ends{0};  ///< into m_events, by step
    std::vector<Checkpoint> m_checkpoints; ///< never empty
};

} // namespace retort::revision
