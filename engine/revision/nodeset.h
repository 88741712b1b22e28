// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/adjacency.h"

#include <cstdint>
#include <span>
#include <vector>

namespace retort::revision {

/// A set of revisions as one byte each: cheap to ask, cheap to clear, no hashing.
class NodeSet
{
public:
    explicit NodeSet(std::size_t size) : m_bits(size, 0) {}

    bool contains(Index index) const { return m_bits[static_cast<std::size_t>(index)] != 0; }
    /// True when it was not there yet.
    bool insert(Index index)
    {
        auto &bit = m_bits[static_cast<std::size_t>(index)];
        const bool isNew = bit == 0;
        bit = 1;
        return isNew;
    }
    void remove(Index index) { m_bits[static_cast<std::size_t>(index)] = 0; }
    std::size_t size() const { return m_bits.size(); }

    /// Keeps what is in both.
    void intersect(const NodeSet &other);
    void subtract(const NodeSet &other);
    void unite(const NodeSet &other);

    /// The seeds and all that can be reached from them.
    static NodeSet reach(const Adjacency &edges, std::span<const Index> seeds);

private:
    std::vector<std::uint8_t> m_bits;
};

} // namespace retort::revision
