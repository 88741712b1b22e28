// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/adjacency.h"

#include <algorithm>

namespace retort::revision {

void Adjacency::reserve(std::size_t rows, std::size_t entries)
{
    m_offsets.reserve(rows + 1);
    m_targets.reserve(entries);
}

void Adjacency::addOnce(Index target)
{
    const auto openRow = m_targets.begin() + m_offsets.back();
    if (std::find(openRow, m_targets.end(), target) == m_targets.end())
        m_targets.push_back(target);
}

Adjacency Adjacency::reversed() const
{
    const std::size_t rows = rowCount();
    // A counting sort by target. `last` drops an edge that is written twice: its sources come in index order.
    std::vector<std::uint32_t> counts(rows + 1, 0);
    std::vector<Index> last(rows, -1);
    const auto eachEdge = [&](auto &&visit) {
        std::fill(last.begin(), last.end(), -1);
        for (Index source = 0; source < static_cast<Index>(rows); ++source) {
            for (const Index target : (*this)[source]) {
                auto &seen = last[static_cast<std::size_t>(target)];
                if (seen != source)
                    visit(source, static_cast<std::size_t>(target));
                seen = source;
            }
        }
    };
    eachEdge([&](Index, std::size_t target) { ++counts[target + 1]; });
    for (std::size_t row = 0; row < rows; ++row)
        counts[row + 1] += counts[row];

    Adjacency result;
    result.m_offsets = counts;
    result.m_targets.resize(counts[rows]);
    eachEdge([&](Index source, std::size_t target) { result.m_targets[counts[target]++] = source; });
    return result;
}

} // namespace retort::revision
