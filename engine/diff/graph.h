// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace retort::diff
{

/// Nodes by number, each with a rank that decides among those that are free. Value; no I/O.
class Graph
{
public:
    explicit Graph(std::vector<std::pair<int, std::size_t>> ranks)
        : m_ranks(std::move(ranks))
        , m_after(m_ranks.size())
        , m_before(m_ranks.size())
    {
    }

    void addEdge(std::size_t first, std::size_t then) { add(first, then, false); }
    /// One that is let go of where it stands on a cycle.
    void addWish(std::size_t first, std::size_t then) { add(first, then, true); }

    struct Order {
        std::vector<std::size_t> nodes;
        std::vector<std::size_t> cyclic; ///< all that stand on the cycles that were met
        std::vector<std::size_t> forced; ///< those that came although something before them hadn't: parts of cycles
    };
    /// Topological; the same for the same graph, whatever the order of its edges. n log n.
    Order sorted() const;

private:
    class Sorting;
    struct Edge {
        std::size_t first = 0;
        std::size_t then = 0;
        bool isWish = false;
    };
    void add(std::size_t first, std::size_t then, bool isWish);

    std::vector<std::pair<int, std::size_t>> m_ranks;
    std::vector<Edge> m_edges;
    std::vector<std::vector<std::size_t>> m_after; ///< edges by their first node
    std::vector<std::vector<std::size_t>> m_before; ///< and by their second
};

} // namespace retort::diff
