// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/rowtrace.h"

#include <algorithm>

namespace retort::revision {

namespace {

/// So many changes are replayed at most, or as many as there are rows.
constexpr std::size_t ReplayedChanges = 256;

void drop(std::vector<RowTrace::Row> &live, RowTrace::Row row)
{
    // What was added last goes first as a rule.
    const auto found = std::find(live.rbegin(), live.rend(), row);
    *found = live.back();
    live.pop_back();
}

} // namespace

RowTrace::RowTrace(std::shared_ptr<const Graph> graph, const std::vector<std::string> &rows)
    : m_graph(std::move(graph)), m_place(graphSize(), NoPlace)
{
    for (const std::string &row : rows) {
        auto known = m_graph ? m_graph->findId(row) : std::nullopt;
        if (!known) {
            known = static_cast<Row>(graphSize() + m_names.size());
            m_names.push_back(row);
            m_place.push_back(NoPlace);
        }
        m_place[static_cast<std::size_t>(*known)] = static_cast<std::uint32_t>(m_live.size());
        m_live.push_back(*known);
    }
    m_checkpoints.push_back({0, m_live});
}

void RowTrace::reserve(std::size_t steps)
{
    m_events.reserve(2 * steps);
    m_ends.reserve(steps + 1);
}

void RowTrace::add(Row row)
{
    noteCheckpoint();
    m_place[static_cast<std::size_t>(row)] = static_cast<std::uint32_t>(m_live.size());
    m_live.push_back(row);
    m_events.push_back(row);
}

void RowTrace::remove(Row row)
{
    noteCheckpoint();
    auto &place = m_place[static_cast<std::size_t>(row)];
    m_place[static_cast<std::size_t>(m_live.back())] = place;
    m_live[place] = m_live.back();
    m_live.pop_back();
    place = NoPlace;
    m_events.push_back(~row);
}

// Only between steps; then the list is full again before the next change.
void RowTrace::noteCheckpoint()
{
    const bool isBetweenSteps = m_ends.back() == m_events.size();
    const std::size_t changes = m_events.size() - m_ends[m_checkpoints.back().steps];
    if (isBetweenSteps && changes >= std::max(ReplayedChanges, m_live.size()))
        m_checkpoints.push_back({m_ends.size() - 1, m_live});
}

RowTrace::Row RowTrace::rowOf(const std::string &text) const
{
    if (const auto index = m_graph ? m_graph->findId(text) : std::nullopt)
        return *index;
    const auto found = std::find(m_names.begin(), m_names.end(), text);
    return found == m_names.end() ? -1 : static_cast<Row>(graphSize()) + static_cast<Row>(found - m_names.begin());
}

std::vector<std::string> RowTrace::rowsAfter(std::size_t steps) const
{
    const auto after = std::upper_bound(
        m_checkpoints.begin(), m_checkpoints.end(), steps,
        [](std::size_t wanted, const Checkpoint &point) { return wanted < point.steps; });
    const Checkpoint &start = *std::prev(after);
    std::vector<Row> live = start.live;
    for (std::size_t event = m_ends[start.steps]; event < m_ends[steps]; ++event) {
        if (m_events[event] >= 0)
            live.push_back(m_events[event]);
        else
            drop(live, ~m_events[event]);
    }
    return sortedNames(live);
}

const std::string &RowTrace::nameOf(Row row) const
{
    const auto number = static_cast<std::size_t>(row);
    return number < graphSize() ? m_graph->idOf(row) : m_names[number - graphSize()];
}

std::vector<std::string> RowTrace::sortedNames(const std::vector<Row> &live) const
{
    std::vector<std::string> names;
    names.reserve(live.size());
    for (const Row row : live)
        names.push_back(nameOf(row));
    std::sort(names.begin(), names.end());
    return names;
}

// StepRows

StepRows::StepRows(std::vector<std::string> rows)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    m_trace = std::make_shared<const RowTrace>(nullptr, rows);
}

std::vector<std::string> StepRows::list() const
{
    return m_trace ? m_trace->rowsAfter(m_steps) : std::vector<std::string>();
}

} // namespace retort::revision
