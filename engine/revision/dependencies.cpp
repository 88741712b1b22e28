// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/dependencies.h"

#include "engine/revision/nodeset.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace retort::revision {

namespace {

using Mask = std::uint64_t;

constexpr std::size_t MaskBits = 64;

/// The dependencies that a down-ancestor has already, by dependent revision.
class InheritedDependencies
{
public:
    explicit InheritedDependencies(const Graph &graph) : m_graph(graph), m_inherited(graph.size())
    {
        if (graph.isCyclic) {
            searchOneByOne();
            return;
        }
        m_place.resize(graph.size());
        for (std::size_t place = 0; place < graph.size(); ++place)
            m_place[static_cast<std::size_t>(graph.order[place])] = static_cast<Index>(place);
        // Only what several revisions depend on can be inherited.
        std::vector<Index> shared;
        for (Index index = 0; index < static_cast<Index>(graph.size()); ++index) {
            if (graph.dependents.degree(index) > 1)
                shared.push_back(index);
        }
        std::sort(shared.begin(), shared.end(),
                  [this](Index a, Index b) { return usersOf(a).first < usersOf(b).first; });
        m_own.resize(shared.empty() ? 0 : graph.size(), 0);
        m_above.resize(m_own.size(), 0);
        for (std::size_t first = 0; first < shared.size(); first += MaskBits)
            sweep({shared.data() + first, std::min(MaskBits, shared.size() - first)});
    }

    bool holds(Index revision, Index dependency) const
    {
        const auto &list = m_inherited[static_cast<std::size_t>(revision)];
        return std::find(list.begin(), list.end(), dependency) != list.end();
    }

private:
    /// The places in Graph::order of the first and the last revision that depend on it.
    std::pair<Index, Index> usersOf(Index dependency) const
    {
        std::pair<Index, Index> span(std::numeric_limits<Index>::max(), 0);
        for (const Index dependent : m_graph.dependents[dependency]) {
            const Index place = m_place[static_cast<std::size_t>(dependent)];
            span = {std::min(span.first, place), std::max(span.second, place)};
        }
        return span;
    }

    // One pass answers for 64 dependencies: bit n says "a down-ancestor depends on number n". It only has to cover
    // what lies between their users, which is little where dependencies are on recent revisions.
    void sweep(std::span<const Index> shared)
    {
        std::pair<Index, Index> span(std::numeric_limits<Index>::max(), 0);
        for (std::size_t bit = 0; bit < shared.size(); ++bit) {
            const auto users = usersOf(shared[bit]);
            span = {std::min(span.first, users.first), std::max(span.second, users.second)};
            for (const Index dependent : m_graph.dependents[shared[bit]])
                m_own[static_cast<std::size_t>(dependent)] |= Mask{1} << bit;
        }
        for (Index place = span.first; place <= span.second; ++place) {
            const Index index = m_graph.order[static_cast<std::size_t>(place)];
            Mask mask = 0;
            for (const Index parent : m_graph.down[index]) {
                const auto number = static_cast<std::size_t>(parent);
                if (m_place[number] >= span.first)
                    mask |= m_above[number] | m_own[number];
            }
            m_above[static_cast<std::size_t>(index)] = mask;
            Mask both = mask & m_own[static_cast<std::size_t>(index)];
            for (std::size_t bit = 0; both != 0; ++bit, both >>= 1) {
                if (both & 1)
                    m_inherited[static_cast<std::size_t>(index)].push_back(shared[bit]);
            }
        }
        for (const Index dependency : shared) {
            for (const Index dependent : m_graph.dependents[dependency])
                m_own[static_cast<std::size_t>(dependent)] = 0;
        }
    }

    void searchOneByOne()
    {
        for (Index index = 0; index < static_cast<Index>(m_graph.size()); ++index) {
            if (m_graph.dependencies[index].empty())
                continue;
            const NodeSet ancestors = NodeSet::reach(m_graph.down, {&index, 1});
            for (Index other = 0; other < static_cast<Index>(m_graph.size()); ++other) {
                if (other == index || !ancestors.contains(other))
                    continue;
                const auto theirs = m_graph.dependencies[other];
                auto &list = m_inherited[static_cast<std::size_t>(index)];
                list.insert(list.end(), theirs.begin(), theirs.end());
            }
        }
    }

    const Graph &m_graph;
    std::vector<std::vector<Index>> m_inherited;
    std::vector<Index> m_place; ///< by revision: its place in Graph::order
    std::vector<Mask> m_own;
    std::vector<Mask> m_above;
};

} // namespace

Adjacency joined(const Adjacency &first, const Adjacency &second)
{
    Adjacency result;
    result.reserve(first.rowCount(), first.entryCount() + second.entryCount());
    for (Index row = 0; row < static_cast<Index>(first.rowCount()); ++row) {
        for (const Index target : first[row])
            result.addOnce(target);
        for (const Index target : second[row])
            result.addOnce(target);
        result.closeRow();
    }
    return result;
}

// Kahn's algorithm; `order` serves as its queue.
void orderParentsFirst(Graph &graph)
{
    const auto count = static_cast<Index>(graph.size());
    std::vector<std::uint32_t> open(graph.size());
    graph.order.clear();
    graph.order.reserve(graph.size());
    for (Index index = 0; index < count; ++index) {
        // Reversed rows hold each child once, so a parent written twice counts once.
        for (const Adjacency *relation : {&graph.next, &graph.dependents}) {
            for (const Index child : (*relation)[index])
                ++open[static_cast<std::size_t>(child)];
        }
    }
    for (Index index = 0; index < count; ++index) {
        if (open[static_cast<std::size_t>(index)] == 0)
            graph.order.push_back(index);
    }
    for (std::size_t done = 0; done < graph.order.size(); ++done) {
        for (const Adjacency *relation : {&graph.next, &graph.dependents}) {
            for (const Index child : (*relation)[graph.order[done]]) {
                if (--open[static_cast<std::size_t>(child)] == 0)
                    graph.order.push_back(child);
            }
        }
    }
    graph.isCyclic = graph.order.size() < graph.size();
    if (graph.isCyclic)
        graph.order.clear();
}

void normalizeParents(Graph &graph)
{
    if (graph.dependencies.entryCount() == 0) {
        graph.parents = joined(graph.down, graph.dependencies);
        return;
    }
    const InheritedDependencies inherited(graph);
    graph.parents = Adjacency();
    graph.parents.reserve(graph.size(), graph.down.entryCount() + graph.dependencies.entryCount());
    for (Index index = 0; index < static_cast<Index>(graph.size()); ++index) {
        for (const Index parent : graph.down[index])
            graph.parents.addOnce(parent);
        for (const Index dependency : graph.dependencies[index]) {
            if (!inherited.holds(index, dependency))
                graph.parents.addOnce(dependency);
        }
        graph.parents.closeRow();
    }
}

} // namespace retort::revision
