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
        , m_waiting(m_ranks.size(), 0)
    {
    }

    void addEdge(std::size_t first, std::size_t then);

    struct Order {
        std::vector<std::size_t> nodes;
        std::vector<std::size_t> cyclic; ///< all that stand on the cycles that were met
        std::vector<std::size_t> forced; ///< those that came although something before them hadn't: parts of cycles
    };
    /// Topological; the same for the same graph, whatever the order of its edges. n log n.
    Order sorted() const;

private:
    /// A cycle among the nodes that are left, one of which is `start`.
    std::vector<std::size_t> cycleBefore(std::size_t start, const std::vector<bool> &isDone) const;

    std::vector<std::pair<int, std::size_t>> m_ranks;
    std::vector<std::vector<std::size_t>> m_after;
    std::vector<std::vector<std::size_t>> m_before;
    std::vector<std::size_t> m_waiting;
};

} // namespace retort::diff
