// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace retort::revision {

struct Graph;

/// The labels of each revision after propagation. A line of 100,000 revisions shares one set.
class LabelSets
{
public:
    using Set = std::vector<std::uint32_t>; ///< positions in Graph::labels, ascending

    LabelSets() = default;
    /// Spreads every label as Alembic does: to all that descend from its revision by `down`, and along the line
    /// below it where that line is the only one.
    explicit LabelSets(const Graph &graph);

    const Set &of(Index index) const { return m_sets[m_setOf[static_cast<std::size_t>(index)]]; }

private:
    using SetId = std::uint32_t;

    SetId intern(Set set);
    SetId unite(SetId a, SetId b);
    void spreadUp(const Graph &graph);
    void spreadUpInCyclicGraph(const Graph &graph);
    void spreadDownTail(const Graph &graph, Index head);

    std::vector<Set> m_sets{Set{}};
    std::vector<SetId> m_setOf;
    std::map<Set, SetId> m_known{{Set{}, 0}};
    std::map<std::pair<SetId, SetId>, SetId> m_unions;
};

} // namespace retort::revision
