// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/nodeset.h"

#include <algorithm>

namespace retort::revision {

void NodeSet::intersect(const NodeSet &other)
{
    std::transform(m_bits.begin(), m_bits.end(), other.m_bits.begin(), m_bits.begin(),
                   [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a & b); });
}

void NodeSet::subtract(const NodeSet &other)
{
    std::transform(m_bits.begin(), m_bits.end(), other.m_bits.begin(), m_bits.begin(),
                   [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a & (b ^ 1)); });
}

void NodeSet::unite(const NodeSet &other)
{
    std::transform(m_bits.begin(), m_bits.end(), other.m_bits.begin(), m_bits.begin(),
                   [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a | b); });
}

NodeSet NodeSet::reach(const Adjacency &edges, std::span<const Index> seeds)
{
    NodeSet found(edges.rowCount());
    std::vector<Index> open;
    const auto visit = [&](Index index) {
        if (found.insert(index))
            open.push_back(index);
    };
    for (const Index seed : seeds)
        visit(seed);
    while (!open.empty()) {
        const Index index = open.back();
        open.pop_back();
        for (const Index next : edges[index])
            visit(next);
    }
    return found;
}

} // namespace retort::revision
