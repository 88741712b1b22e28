// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/versionrows.h"

#include "engine/base/text.h"
#include "engine/revision/maperrors.h"

#include <algorithm>

namespace retort::revision {

namespace {

Error rowMismatch(const std::string &id)
{
    return makeError("row-mismatch", "The version table has no row '" + id + "' to change",
                     "the rows must be full ids: 'retort stamp --purge' writes them anew", ExitStatus::Disagreement);
}

} // namespace

VersionRows::VersionRows(const std::shared_ptr<const Graph> &graph, MapSymbols &symbols,
                         const std::vector<std::string> &rows)
    : m_symbols(&symbols), m_graph(graph.get()), m_trace(std::make_shared<RowTrace>(graph, rows)),
      m_isAnchor(graph->size()), m_applied(graph->size())
{
}

Result<VersionRows> VersionRows::make(const std::shared_ptr<const Graph> &graph, MapSymbols &symbols,
                                      const std::vector<std::string> &rows, bool anySpelling)
{
    std::vector<std::string> sorted = rows;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    VersionRows result(graph, symbols, sorted);
    for (const std::string &row : sorted) {
        if (const auto index = graph->findId(row)) {
            result.m_resolved.push_back(*index);
            continue;
        }
        if (anySpelling)
            continue;
        const auto found = symbols.findAll(row);
        if (!found)
            return found.error();
        for (const Index anchor : *found) {
            if (anchor < 0)
                return maperrors::outOfRange(row);
            result.m_isAnchor.insert(anchor);
            result.m_resolved.push_back(anchor);
        }
    }
    return result;
}

// The rows of a sound table never lie below one another, and what is upgraded to is new, so of the parents exactly
// those that are rows have to go. Alembic goes through the ancestors of the other rows to find that out, and fails
// where one parent lies below another (depends_on = (p1, p2) with p2 above p1); here that case works.
Result<Step> VersionRows::upgrade(Index index)
{
    if (isRow(index))
        return rowMismatch(m_graph->idOf(index));
    VersionChange change;
    for (const Index parent : m_graph->parents[index]) {
        if (isRow(parent))
            removeRow(change, parent);
    }
    change.operation = change.removed.empty() ? VersionOperation::Insert
        : change.removed.size() == 1          ? VersionOperation::Update
                                              : VersionOperation::Merge;
    addRow(change, index);
    Step step = closeStep(std::move(change));
    step.revision = m_graph->idOf(index);
    return step;
}

Result<Step> VersionRows::downgrade(Index index)
{
    if (!isRow(index))
        return rowMismatch(m_graph->idOf(index));
    const bool isOddGraph = m_graph->isCyclic || !m_graph->reserved.empty();
    const auto open = isOddGraph ? parentsLeftOpenByDefinition(index) : parentsLeftOpen(index);
    if (!open)
        return open.error();
    VersionChange change;
    removeRow(change, index);
    for (const Index parent : *open) {
        if (isRow(parent))
            return rowMismatch(m_graph->idOf(parent));
        addRow(change, parent);
    }
    change.operation = open->empty() ? VersionOperation::Delete
        : open->size() == 1          ? VersionOperation::Update
                                     : VersionOperation::Unmerge;
    Step step = closeStep(std::move(change));
    step.revision = m_graph->idOf(index);
    step.direction = Direction::Downgrade;
    return step;
}

/// The parents that no other row implies, once the revision is gone: they need rows. Takes the revision away.
Result<std::vector<Index>> VersionRows::parentsLeftOpen(Index index)
{
    trackApplied();
    const bool isAlone = m_trace->rowCount() == 1;
    const auto parents = m_graph->parents[index];
    std::vector<Index> open;
    for (const Index parent : parents) {
        const bool hasOtherChild = m_appliedChildren[static_cast<std::size_t>(parent)] > 1;
        // Beside other rows Alembic asks which of the parents those rows imply, but not whether one parent implies
        // another: so redundant rows can arise.
        bool isImplied = isAlone ? hasOtherChild : isOtherRow(parent, index);
        if (!isAlone && hasOtherChild && !isImplied)
            isImplied = parents.size() == 1 || isUnderOtherRow(parent, index);
        if (!isImplied)
            open.push_back(parent);
    }
    m_applied.remove(index);
    for (const Index parent : parents)
        --m_appliedChildren[static_cast<std::size_t>(parent)];
    return open;
}

/// The same, for graphs with cycles or with ids that are reserved words: slow, but right there as well.
Result<std::vector<Index>> VersionRows::parentsLeftOpenByDefinition(Index index)
{
    std::vector<std::string> others = sorted();
    std::erase(others, m_graph->idOf(index));
    const auto parents = m_graph->parents[index];
    NodeSet implied(m_graph->size());
    const auto current = m_symbols->findAll(others);
    if (!current)
        return current.error();
    if (!others.empty()) {
        implied = NodeSet::reach(m_graph->parents, *current);
    } else {
        for (const Index parent : parents) {
            const bool wasImplied = implied.contains(parent);
            implied.unite(NodeSet::reach(m_graph->parents, {&parent, 1}));
            if (!wasImplied)
                implied.remove(parent);
        }
    }
    std::vector<Index> open(parents.begin(), parents.end());
    std::erase_if(open, [&](Index parent) { return implied.contains(parent); });
    return open;
}

Result<Step> VersionRows::stamp(const std::vector<std::string> &from, const std::optional<std::string> &to)
{
    for (const std::string &row : from) {
        if (!has(row))
            return rowMismatch(row);
    }
    if (to && has(*to))
        return rowMismatch(*to);
    VersionChange change;
    for (const std::string &row : from) {
        m_trace->remove(m_trace->rowOf(row));
        change.removed.push_back(row);
    }
    if (to)
        addRow(change, *m_graph->findId(*to));
    change.operation = !to ? VersionOperation::Delete
        : from.empty()     ? VersionOperation::Insert
        : from.size() == 1 ? VersionOperation::Update
                           : VersionOperation::Merge;
    return closeStep(std::move(change));
}

void VersionRows::removeRow(VersionChange &change, Index index)
{
    m_trace->remove(index);
    change.removed.push_back(m_graph->idOf(index));
}

void VersionRows::addRow(VersionChange &change, Index index)
{
    m_trace->add(index);
    change.added.push_back(m_graph->idOf(index));
}

Step VersionRows::closeStep(VersionChange change)
{
    m_trace->closeStep();
    return {{}, Direction::Upgrade, std::move(change), StepRows(m_trace, ++m_steps)};
}

void VersionRows::trackApplied()
{
    if (m_isTracking)
        return;
    m_isTracking = true;
    m_applied = NodeSet::reach(m_graph->parents, m_resolved);
    m_appliedChildren.assign(m_graph->size(), 0);
    for (Index index = 0; index < static_cast<Index>(m_graph->size()); ++index) {
        if (!m_applied.contains(index))
            continue;
        for (const Index parent : m_graph->parents[index])
            ++m_appliedChildren[static_cast<std::size_t>(parent)];
    }
}

bool VersionRows::has(const std::string &row) const
{
    const RowTrace::Row known = m_trace->rowOf(row);
    return known >= 0 && m_trace->has(known);
}

bool VersionRows::isOtherRow(Index index, Index than) const
{
    return index != than && (isRow(index) || m_isAnchor.contains(index));
}

// Climbs from the revision through what is applied until it meets a row. The way it came is remembered: as long as
// that row stands, all on the way lie under it, and the next climb from below ends where it meets this one.
bool VersionRows::isUnderOtherRow(Index index, Index than)
{
    if (m_climbs.empty())
        m_climbs.resize(m_graph->size());
    ++m_searches;
    std::vector<Index> open{index};
    climbOf(index) = {m_searches, index, climbOf(index).row};
    while (!open.empty()) {
        const Index at = open.back();
        open.pop_back();
        const Index known = climbOf(at).row;
        const Index row = isOtherRow(at, than) ? at : known;
        if (row >= 0 && isOtherRow(row, than)) {
            for (Index step = at;; step = climbOf(step).from) {
                climbOf(step).row = row;
                if (step == index)
                    return true;
            }
        }
        for (const Index child : m_graph->children[at]) {
            Climb &climb = climbOf(child);
            if (child == than || climb.search == m_searches || !m_applied.contains(child))
                continue;
            climb = {m_searches, at, climb.row};
            open.push_back(child);
        }
    }
    return false;
}

} // namespace retort::revision
