// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace retort::revision {

/// For each revision a short list of others, all lists in one flat array (compressed sparse rows).
/// Filled row by row in index order; immutable afterwards by convention.
class Adjacency
{
public:
    Adjacency() : m_offsets(1, 0) {}

    void reserve(std::size_t rows, std::size_t entries);
    void add(Index target) { m_targets.push_back(target); }
    /// Adds the target unless the open row has it already.
    void addOnce(Index target);
    void closeRow() { m_offsets.push_back(static_cast<std::uint32_t>(m_targets.size())); }

    std::size_t rowCount() const { return m_offsets.size() - 1; }
    std::size_t entryCount() const { return m_targets.size(); }
    std::span<const Index> operator[](Index row) const
    {
        const auto begin = m_offsets[static_cast<std::size_t>(row)];
        const auto end = m_offsets[static_cast<std::size_t>(row) + 1];
        return {m_targets.data() + begin, end - begin};
    }
    std::size_t degree(Index row) const { return (*this)[row].size(); }

    /// The same edges seen from their targets; each source once a row, in index order.
    Adjacency reversed() const;

private:
    std::vector<std::uint32_t> m_offsets;
    std::vector<Index> m_targets;
};

} // namespace retort::revision
