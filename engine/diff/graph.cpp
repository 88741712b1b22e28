// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/graph.h"

#include <algorithm>
#include <set>

namespace retort::diff
{

void Graph::add(std::size_t first, std::size_t then, bool isWish)
{
    if (first == then)
        return;
    m_after[first].push_back(m_edges.size());
    m_before[then].push_back(m_edges.size());
    m_edges.push_back({first, then, isWish});
}

/// One run over the graph.
class Graph::Sorting
{
public:
    explicit Sorting(const Graph &graph)
        : m_graph(graph)
        , m_waiting(graph.m_ranks.size(), 0)
        , m_isDone(graph.m_ranks.size(), false)
        , m_isGone(graph.m_edges.size(), false)
        , m_free(Before{graph})
        , m_held(Before{graph})
    {
        for (const Edge &edge : graph.m_edges)
            ++m_waiting[edge.then];
        for (std::size_t node = 0; node < m_waiting.size(); ++node)
            (m_waiting[node] == 0 ? m_free : m_held).insert(node);
    }

    Order run()
    {
        while (!m_free.empty() || !m_held.empty()) {
            if (m_free.empty())
                breakCycle();
            if (!m_free.empty())
                take(*m_free.begin());
        }
        return std::move(m_order);
    }

private:
    struct Before {
        const Graph &graph;
        bool operator()(std::size_t a, std::size_t b) const { return graph.m_ranks[a] < graph.m_ranks[b]; }
    };

    void take(std::size_t node)
    {
        m_free.erase(node);
        m_isDone[node] = true;
        m_order.nodes.push_back(node);
        for (const std::size_t edge : m_graph.m_after[node])
            remove(edge);
    }

    void remove(std::size_t edge)
    {
        if (m_isGone[edge])
            return;
        m_isGone[edge] = true;
        const std::size_t then = m_graph.m_edges[edge].then;
        if (--m_waiting[then] == 0 && m_held.erase(then) > 0)
            m_free.insert(then);
    }

    /// The edges of a cycle among the nodes that are left; wishes are in it only where nothing else holds.
    std::vector<std::size_t> cycle() const
    {
        std::vector<bool> isOnWay(m_isDone.size(), false);
        std::vector<std::size_t> way;
        std::size_t node = *m_held.begin();
        while (!isOnWay[node]) {
            isOnWay[node] = true;
            way.push_back(holding(node));
            node = m_graph.m_edges[way.back()].first;
        }
        const auto start = std::find_if(way.begin(), way.end(),
                                        [&](std::size_t edge) { return m_graph.m_edges[edge].then == node; });
        return {start, way.end()};
    }

    /// There is one: nothing is free.
    std::size_t holding(std::size_t node) const
    {
        const auto &before = m_graph.m_before[node];
        const auto isThere = [this](std::size_t edge, bool isWish) {
            return !m_isGone[edge] && m_graph.m_edges[edge].isWish == isWish;
        };
        const auto found =
            std::find_if(before.begin(), before.end(), [&](std::size_t edge) { return isThere(edge, false); });
        if (found != before.end())
            return *found;
        return *std::find_if(before.begin(), before.end(), [&](std::size_t edge) { return isThere(edge, true); });
    }

    void breakCycle()
    {
        const auto edges = cycle();
        const auto wish = std::find_if(edges.begin(), edges.end(),
                                       [this](std::size_t edge) { return m_graph.m_edges[edge].isWish; });
        if (wish != edges.end())
            return remove(*wish);
        std::vector<std::size_t> nodes;
        for (const std::size_t edge : edges)
            nodes.push_back(m_graph.m_edges[edge].then);
        m_order.cyclic.insert(m_order.cyclic.end(), nodes.begin(), nodes.end());
        const std::size_t forced = *std::min_element(nodes.begin(), nodes.end(), Before{m_graph});
        m_order.forced.push_back(forced);
        m_held.erase(forced);
        m_free.insert(forced);
    }

    const Graph &m_graph;
    std::vector<std::size_t> m_waiting;
    std::vector<bool> m_isDone;
    std::vector<bool> m_isGone;
    std::set<std::size_t, Before> m_free;
    std::set<std::size_t, Before> m_held;
    Order m_order;
};

Graph::Order Graph::sorted() const
{
    return Sorting(*this).run();
}

} // namespace retort::diff
