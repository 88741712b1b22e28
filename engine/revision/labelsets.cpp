// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/labelsets.h"

#include "engine/revision/graph.h"
#include "engine/revision/nodeset.h"

#include <algorithm>
#include <iterator>

namespace retort::revision {

LabelSets::LabelSets(const Graph &graph) : m_setOf(graph.size(), 0)
{
    if (graph.labels.empty())
        return;
    for (std::size_t label = 0; label < graph.labels.size(); ++label) {
        auto &set = m_setOf[static_cast<std::size_t>(graph.labels[label].second)];
        set = unite(set, intern({static_cast<std::uint32_t>(label)}));
    }
    if (graph.isCyclic)
        spreadUpInCyclicGraph(graph);
    else
        spreadUp(graph);
    for (const Index head : graph.heads)
        spreadDownTail(graph, head);
}

LabelSets::SetId LabelSets::intern(Set set)
{
    const auto [entry, isNew] = m_known.try_emplace(set, static_cast<SetId>(m_sets.size()));
    if (isNew)
        m_sets.push_back(std::move(set));
    return entry->second;
}

LabelSets::SetId LabelSets::unite(SetId a, SetId b)
{
    if (a == b || b == 0)
        return a;
    if (a == 0)
        return b;
    const auto key = std::minmax(a, b);
    const auto known = m_unions.find(key);
    if (known != m_unions.end())
        return known->second;
    Set both;
    std::set_union(m_sets[a].begin(), m_sets[a].end(), m_sets[b].begin(), m_sets[b].end(), std::back_inserter(both));
    const SetId result = intern(std::move(both));
    m_unions.emplace(key, result);
    return result;
}

void LabelSets::spreadUp(const Graph &graph)
{
    for (const Index index : graph.order) {
        auto &set = m_setOf[static_cast<std::size_t>(index)];
        for (const Index parent : graph.down[index])
            set = unite(set, m_setOf[static_cast<std::size_t>(parent)]);
    }
}

void LabelSets::spreadUpInCyclicGraph(const Graph &graph)
{
    for (std::size_t label = 0; label < graph.labels.size(); ++label) {
        const SetId set = intern({static_cast<std::uint32_t>(label)});
        const Index seed = graph.labels[label].second;
        const NodeSet reached = NodeSet::reach(graph.next, {&seed, 1});
        for (std::size_t index = 0; index < graph.size(); ++index) {
            if (reached.contains(static_cast<Index>(index)))
                m_setOf[index] = unite(m_setOf[index], set);
        }
    }
}

// Alembic walks down from the last descendant that it visited, and stops before a fork (where dependants count) or
// a merge. Beyond the descendants themselves that only leads anywhere when they are one straight line up to a head:
// so all the labels on the straight line below a head cover that whole line.
void LabelSets::spreadDownTail(const Graph &graph, Index head)
{
    if (!graph.next[head].empty())
        return; // an older twin of a duplicate id: listed as a head, though its id is revised
    const SetId set = m_setOf[static_cast<std::size_t>(head)]; // holds all the labels of the line already
    for (Index index = head; !graph.isRealBranchPoint(index) && !graph.isMergePoint(index);) {
        m_setOf[static_cast<std::size_t>(index)] = set;
        const auto parents = graph.down[index];
        if (parents.empty())
            break;
        index = parents.front();
    }
}

} // namespace retort::revision
