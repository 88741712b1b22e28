// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/graph.h"

#include <set>

namespace retort::diff
{

void Graph::addEdge(std::size_t first, std::size_t then)
{
    if (first == then)
        return;
    m_after[first].push_back(then);
    ++m_waiting[then];
}

Graph::Order Graph::sorted() const
{
    const auto isBefore = [this](std::size_t a, std::size_t b) { return m_ranks[a] < m_ranks[b]; };
    std::set<std::size_t, decltype(isBefore)> free(isBefore);
    std::set<std::size_t, decltype(isBefore)> held(isBefore);
    auto waiting = m_waiting;
    for (std::size_t node = 0; node < m_ranks.size(); ++node)
        (waiting[node] == 0 ? free : held).insert(node);
    Order order;
    while (!free.empty() || !held.empty()) {
        auto &source = free.empty() ? held : free;
        const std::size_t node = *source.begin();
        if (free.empty())
            order.forced.push_back(node);
        source.erase(source.begin());
        order.nodes.push_back(node);
        for (const std::size_t next : m_after[node]) {
            if (--waiting[next] == 0 && held.erase(next) > 0)
                free.insert(next);
        }
    }
    return order;
}

} // namespace retort::diff
