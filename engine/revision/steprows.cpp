// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/steprows.h"

#include <algorithm>

namespace retort::revision {

namespace {

/// So many changes are replayed at most, or as many as there are rows.
constexpr std::size_t ReplayedChanges = 256;

} // namespace

RowTrace::RowTrace(std::vector<std::string> rows) : m_names(std::move(rows))
{
    for (std::size_t row = 0; row < m_names.size(); ++row) {
        m_place.push_back(static_cast<std::uint32_t>(row));
        m_live.push_back(static_cast<Row>(row));
    }
    m_checkpoints.push_back({0, m_live});
}

RowTrace::Row RowTrace::add(std::string row)
{
    noteCheckpoint();
    const auto number = static_cast<Row>(m_names.size());
    m_names.push_back(std::move(row));
    m_place.push_back(static_cast<std::uint32_t>(m_live.size()));
    m_live.push_back(number);
    m_events.push_back(number);
    return number;
}

void RowTrace::remove(Row row)
{
    noteCheckpoint();
    const auto place = m_place[static_cast<std::size_t>(row)];
    m_place[static_cast<std::size_t>(m_live.back())] = place;
    m_live[place] = m_live.back();
    m_live.pop_back();
    m_events.push_back(~row);
}

// Only between steps; then the list is full again before the next change.
void RowTrace::noteCheckpoint()
{
    const std::size_t step = m_ends.size() - 1;
    const bool isBetweenSteps = m_ends.back() == m_events.size();
    const std::size_t changes = m_events.size() - m_ends[m_checkpoints.back().step];
    if (isBetweenSteps && changes >= std::max(ReplayedChanges, m_live.size()))
        m_checkpoints.push_back({step, m_live});
}

std::vector<std::string> RowTrace::rowsAt(std::size_t step) const
{
    const auto after = std::upper_bound(m_checkpoints.begin(), m_checkpoints.end(), step,
                                        [](std::size_t wanted, const Checkpoint &point) { return wanted < point.step; });
    const Checkpoint &start = *std::prev(after);
    std::vector<Row> live = start.live;
    for (std::size_t event = m_ends[start.step]; event < m_ends[step]; ++event) {
        if (m_events[event] >= 0)
            live.push_back(m_events[event]);
        else
            drop(live, ~m_events[event]);
    }
    return sortedNames(live);
}

void RowTrace::drop(std::vector<Row> &live, Row row)
{
    // What was added last goes first as a rule.
    const auto found = std::find(live.rbegin(), live.rend(), row);
    *found = live.back();
    live.pop_back();
}

std::vector<std::string> RowTrace::sortedNames(const std::vector<Row> &live) const
{
    std::vector<std::string> names;
    names.reserve(live.size());
    for (const Row row : live)
        names.push_back(m_names[static_cast<std::size_t>(row)]);
    std::sort(names.begin(), names.end());
    return names;
}

StepRows::StepRows(std::vector<std::string> rows)
    : m_trace(std::make_shared<const RowTrace>([&] {
          std::sort(rows.begin(), rows.end());
          rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
          return std::move(rows);
      }()))
{
}

std::vector<std::string> StepRows::list() const
{
    return m_trace ? m_trace->rowsAt(m_step) : std::vector<std::string>();
}

} // namespace retort::revision
