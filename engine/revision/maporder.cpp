// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/maporder.h"

#include "engine/revision/maperrors.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <unordered_map>
#include <utility>

namespace retort::revision {

namespace {

using SlotId = std::int32_t;

constexpr SlotId NoSlot = std::numeric_limits<SlotId>::max();
/// From so many children on, the smallest slot among them is kept in a heap.
constexpr std::size_t ManyChildren = 16;

/// The heads that the walk starts from: wanted ones, once each, in load order.
std::vector<Index> startingHeads(const NodeSet &wanted, std::vector<Index> heads)
{
    std::erase_if(heads, [&](Index index) { return !wanted.contains(index); });
    std::sort(heads.begin(), heads.end());
    heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
    return heads;
}

std::size_t countOf(const NodeSet &wanted)
{
    std::size_t count = 0;
    for (Index index = 0; index < static_cast<Index>(wanted.size()); ++index)
        count += wanted.contains(index) ? 1 : 0;
    return count;
}

/// The walk holds a list of open lines; each has a slot for life, and slots in the list stand in ascending order.
/// A head may be emitted when no other open line's head lies above it. To know that, and which line it has to wait
/// for (the first one in the list), each revision carries the lowest slot above it.
///
/// These values only ever rise. Where a line leaves some revisions aside (at a merge), the change is passed down to
/// them at once. Where a line closes, all that lies below may have to look elsewhere; that is left until one of
/// those revisions is asked about, since most are only asked when little is left above them. So a value that names
/// a closed slot is stale: a lower bound. One that names an open slot is exact.
class OpenLines
{
public:
    OpenLines(const Graph &graph, const NodeSet &wanted, const std::vector<Index> &heads)
        : m_graph(graph), m_wanted(wanted), m_slotOf(graph.size(), NoSlot), m_lowestAbove(graph.size(), NoSlot)
    {
        for (const Index head : heads)
            open(head);
        for (auto at = graph.order.rbegin(); at != graph.order.rend(); ++at) {
            auto &lowest = m_lowestAbove[static_cast<std::size_t>(*at)];
            for (const Index child : graph.children[*at])
                lowest = std::min(lowest, valueOf(child));
        }
    }

    std::vector<Index> walk()
    {
        std::vector<Index> emitted;
        SlotId current = m_first;
        while (current != NoSlot) {
            const Index index = lineOf(current).head;
            const SlotId waitsFor = refreshed(index);
            if (waitsFor != NoSlot) {
                current = waitsFor;
                continue;
            }
            emitted.push_back(index);
            m_wanted.remove(index);
            current = advance(current, index);
        }
        return emitted;
    }

private:
    struct Line {
        Index head;
        SlotId previous;
        SlotId next;
        bool isOpen;
    };
    struct Lowest {
        SlotId slot;
        Index child; ///< where it is
    };

    Line &lineOf(SlotId slot) { return m_lines[static_cast<std::size_t>(slot)]; }
    bool isStale(SlotId slot) const { return slot != NoSlot && !m_lines[static_cast<std::size_t>(slot)].isOpen; }

    /// The lowest slot at the revision or above it.
    SlotId valueOf(Index index) const
    {
        return std::min(m_slotOf[static_cast<std::size_t>(index)], m_lowestAbove[static_cast<std::size_t>(index)]);
    }

    void open(Index head)
    {
        const auto slot = static_cast<SlotId>(m_lines.size());
        m_lines.push_back({head, m_last, NoSlot, true});
        (m_last == NoSlot ? m_first : lineOf(m_last).next) = slot;
        m_last = slot;
        m_slotOf[static_cast<std::size_t>(head)] = slot;
    }

    /// Takes the line out of the list. Returns the line before it, or the first where there is none.
    SlotId close(SlotId slot)
    {
        Line &line = lineOf(slot);
        line.isOpen = false;
        (line.previous == NoSlot ? m_first : lineOf(line.previous).next) = line.next;
        (line.next == NoSlot ? m_last : lineOf(line.next).previous) = line.previous;
        return line.previous == NoSlot ? m_first : line.previous;
    }

    /// Moves the line on to the first parent that no line holds yet, and opens lines for the others.
    SlotId advance(SlotId slot, Index index)
    {
        m_slotOf[static_cast<std::size_t>(index)] = NoSlot;
        bool isMoved = false;
        for (const Index parent : m_graph.parents[index]) {
            if (!m_wanted.contains(parent) || m_slotOf[static_cast<std::size_t>(parent)] != NoSlot)
                continue;
            if (isMoved) {
                open(parent);
                continue;
            }
            isMoved = true;
            lineOf(slot).head = parent;
            m_slotOf[static_cast<std::size_t>(parent)] = slot;
        }
        if (!isMoved)
            return close(slot);
        passDown(index, slot);
        return slot;
    }

    /// The value of `changed` is no longer `before`: tells the revisions below that counted on it.
    void passDown(Index changed, SlotId before)
    {
        m_changes.emplace_back(changed, before);
        while (!m_changes.empty()) {
            const auto [child, oldValue] = m_changes.back();
            m_changes.pop_back();
            for (const Index parent : m_graph.parents[child]) {
                auto &lowest = m_lowestAbove[static_cast<std::size_t>(parent)];
                if (lowest != oldValue)
                    continue;
                const SlotId valueBefore = valueOf(parent);
                lowest = lowestOfChildren(parent).slot;
                if (valueOf(parent) != valueBefore)
                    m_changes.emplace_back(parent, valueBefore);
            }
        }
    }

    /// The lowest slot above the revision, after looking again where values are stale.
    SlotId refreshed(Index asked)
    {
        SlotId result = m_lowestAbove[static_cast<std::size_t>(asked)];
        if (!isStale(result))
            return result;
        m_looking.push_back(asked);
        while (!m_looking.empty()) {
            const Index index = m_looking.back();
            const Lowest lowest = lowestOfChildren(index);
            if (isStale(lowest.slot)) {
                m_looking.push_back(lowest.child);
                continue;
            }
            result = lowest.slot;
            m_lowestAbove[static_cast<std::size_t>(index)] = result;
            m_looking.pop_back();
        }
        return result;
    }

    Lowest lowestOfChildren(Index index)
    {
        const auto children = m_graph.children[index];
        if (children.size() >= ManyChildren)
            return lowestOfManyChildren(index);
        Lowest lowest{NoSlot, index};
        for (const Index child : children) {
            const SlotId value = valueOf(child);
            if (value < lowest.slot)
                lowest = {value, child};
        }
        return lowest;
    }

    // Values only rise, so an entry of the heap is never above the child's present value.
    Lowest lowestOfManyChildren(Index index)
    {
        auto [entry, isNew] = m_heaps.try_emplace(index);
        Heap &heap = entry->second;
        if (isNew) {
            for (const Index child : m_graph.children[index])
                heap.emplace(valueOf(child), child);
        }
        while (true) {
            const auto [value, child] = heap.top();
            const SlotId present = valueOf(child);
            if (present == value)
                return {value, child};
            heap.pop();
            heap.emplace(present, child);
        }
    }

    using Heap = std::priority_queue<std::pair<SlotId, Index>, std::vector<std::pair<SlotId, Index>>, std::greater<>>;

    const Graph &m_graph;
    NodeSet m_wanted;
    std::vector<Line> m_lines; ///< by slot
    SlotId m_first = NoSlot;
    SlotId m_last = NoSlot;
    std::vector<SlotId> m_slotOf;
    std::vector<SlotId> m_lowestAbove; ///< strictly above; NoSlot: free to go
    std::vector<std::pair<Index, SlotId>> m_changes;
    std::vector<Index> m_looking;
    std::unordered_map<Index, Heap> m_heaps;
};

/// The same walk by its definition, for graphs with a cycle, where "above" goes both ways.
/// Slow; gives up (returns fewer than wanted) where two lines wait for each other.
std::vector<Index> walkCyclic(const Graph &graph, NodeSet wanted, std::vector<Index> heads)
{
    std::vector<NodeSet> ancestors;
    for (const Index head : heads)
        ancestors.push_back(NodeSet::reach(graph.parents, {&head, 1}));
    std::vector<Index> emitted;
    std::size_t current = 0;
    std::size_t switches = 0;
    while (!heads.empty() && switches <= heads.size()) {
        const Index index = heads[current];
        std::size_t other = 0;
        while (other < heads.size() && (other == current || !ancestors[other].contains(index)))
            ++other;
        if (other < heads.size()) {
            current = other;
            ++switches;
            continue;
        }
        switches = 0;
        emitted.push_back(index);
        wanted.remove(index);
        std::vector<Index> next;
        for (const Index parent : graph.parents[index]) {
            if (wanted.contains(parent) && std::find(heads.begin(), heads.end(), parent) == heads.end())
                next.push_back(parent);
        }
        const auto offset = static_cast<std::ptrdiff_t>(current);
        if (next.empty()) {
            heads.erase(heads.begin() + offset);
            ancestors.erase(ancestors.begin() + offset);
            current = current == 0 ? 0 : current - 1;
            continue;
        }
        heads[current] = next.front();
        if (graph.parents.degree(index) == 1)
            ancestors[current].remove(index);
        else
            ancestors[current] = NodeSet::reach(graph.parents, {next.data(), 1});
        for (std::size_t i = 1; i < next.size(); ++i) {
            heads.push_back(next[i]);
            ancestors.push_back(NodeSet::reach(graph.parents, {&next[i], 1}));
        }
    }
    return emitted;
}

} // namespace

Result<std::vector<Index>> newestFirst(const Graph &graph, const NodeSet &wanted, const std::vector<Index> &heads)
{
    std::vector<Index> starts = startingHeads(wanted, heads);
    std::vector<Index> order = graph.isCyclic ? walkCyclic(graph, wanted, std::move(starts))
                                              : OpenLines(graph, wanted, starts).walk();
    if (order.size() < countOf(wanted))
        return maperrors::notAnAncestor("The range leads through a dependency, so it is no single line of history");
    return order;
}

} // namespace retort::revision
