// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/graph.h"

#include <algorithm>
#include <set>

namespace retort::diff
{

void Graph::addEdge(std::size_t first, std::size_t then)
{
    if (first == then)
        return;
    m_after[first].push_back(then);
    m_before[then].push_back(first);
    ++m_waiting[then];
}

std::vector<std::size_t> Graph::cycleBefore(std::size_t start, const std::vector<bool> &isDone) const
{
    std::vector<bool> isOnWay(m_ranks.size(), false);
    std::vector<std::size_t> way;
    std::size_t node = start;
    while (!isOnWay[node]) {
        isOnWay[node] = true;
        way.push_back(node);
        const auto held = std::find_if(m_before[node].begin(), m_before[node].end(),
                                       [&isDone](std::size_t one) { return !isDone[one]; });
        node = *held; // there is one: nothing is free
    }
    return {std::find(way.begin(), way.end(), node), way.end()};
}

Graph::Order Graph::sorted() const
{
    const auto isBefore = [this](std::size_t a, std::size_t b) { return m_ranks[a] < m_ranks[b]; };
    std::set<std::size_t, decltype(isBefore)> free(isBefore);
    std::set<std::size_t, decltype(isBefore)> held(isBefore);
    auto waiting = m_waiting;
    for (std::size_t node = 0; node < m_ranks.size(); ++node)
        (waiting[node] == 0 ? free : held).insert(node);
    std::vector<bool> isDone(m_ranks.size(), false);
    Order order;
    while (!free.empty() || !held.empty()) {
        if (free.empty()) {
            const auto cycle = cycleBefore(*held.begin(), isDone);
            order.cyclic.insert(order.cyclic.end(), cycle.begin(), cycle.end());
            const std::size_t forced = *std::min_element(cycle.begin(), cycle.end(), isBefore);
            order.forced.push_back(forced);
            held.erase(forced);
            free.insert(forced);
        }
        const std::size_t node = *free.begin();
        free.erase(free.begin());
        isDone[node] = true;
        order.nodes.push_back(node);
        for (const std::size_t next : m_after[node]) {
            if (--waiting[next] == 0 && held.erase(next) > 0)
                free.insert(next);
        }
    }
    return order;
}

} // namespace retort::diff
