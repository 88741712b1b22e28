// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
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
    using Row = std::int32_t; ///< a number for each row that ever was in the table

    /// The list so far is `rows`; new ones are numbered on from there.
    explicit RowTrace(std::vector<std::string> rows);

    Row add(std::string row);
    void remove(Row row);
    /// What changed since the last step is a step.
    void closeStep() { m_ends.push_back(static_cast<std::uint32_t>(m_events.size())); }

    std::size_t rowCount() const { return m_live.size(); }
    /// Sorted, each row once. Step 0 is before the first.
    std::vector<std::string> rowsAt(std::size_t step) const;
    std::vector<std::string> rows() const { return sortedNames(m_live); }

private:
    struct Checkpoint {
        std::size_t step; ///< the list is that after this step
        std::vector<Row> live;
    };

    static void drop(std::vector<Row> &live, Row row);
    std::vector<std::string> sortedNames(const std::vector<Row> &live) const;
    void noteCheckpoint();

    std::vector<std::string> m_names;      ///< by row number
    std::vector<Row> m_live;               ///< the present list
    std::vector<std::uint32_t> m_place;    ///< by row number, in m_live
    std::vector<Row> m_events;             ///< an added row's number, or a removed one's complement
    std::vector<std::uint32_t> m_ends{0};  ///< into m_events, by step
    std::vector<Checkpoint> m_checkpoints; ///< never empty
};

/// The version rows after a step, worked out when they are asked for: a plan of 100,000 steps over many branches
/// would hold millions of strings otherwise. Stands for a sorted vector and converts to one.
class StepRows
{
public:
    StepRows() = default;
    StepRows(std::vector<std::string> rows);
    StepRows(std::shared_ptr<const RowTrace> trace, std::size_t step) : m_trace(std::move(trace)), m_step(step) {}

    std::vector<std::string> list() const;
    operator std::vector<std::string>() const { return list(); }

    friend bool operator==(const StepRows &a, const StepRows &b)
    {
        return (a.m_trace == b.m_trace && a.m_step == b.m_step) || a.list() == b.list();
    }
    friend bool operator==(const StepRows &a, const std::vector<std::string> &b) { return a.list() == b; }

private:
    std::shared_ptr<const RowTrace> m_trace;
    std::size_t m_step = 0;
};

} // namespace retort::revision
