// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/revisionmap.h"

#include "engine/revision/graphbuilder.h"
#include "engine/revision/history.h"
#include "engine/revision/maperrors.h"
#include "engine/revision/maporder.h"
#include "engine/revision/planning.h"

#include <algorithm>
#include <set>

namespace retort::revision {

namespace {

using Found = std::vector<std::optional<std::string>>;

Found elementsOf(const Graph &graph, const std::vector<Index> &indices)
{
    Found elements;
    for (const Index index : indices) {
        if (index >= 0)
            elements.emplace_back(graph.idOf(index));
        else if (index == BeforeFirst)
            elements.emplace_back("base");
        else
            elements.emplace_back(std::nullopt);
    }
    return elements;
}

Result<std::vector<std::string>> idsOf(const Graph &graph, const Result<std::vector<Index>> &indices)
{
    if (!indices)
        return indices.error();
    return graph.idsOf(*indices);
}

/// The revisions that have the texts as their full ids.
std::vector<Index> knownOf(const Graph &graph, const std::vector<std::string> &rows)
{
    std::vector<Index> known;
    for (const std::string &row : rows) {
        if (const auto index = graph.findId(row))
            known.push_back(*index);
    }
    return known;
}

std::vector<std::string> sortedTips(const Graph &graph, const std::vector<Index> &rows)
{
    std::vector<std::string> tips = graph.idsOf(impliedTips(graph, rows));
    std::sort(tips.begin(), tips.end());
    return tips;
}

} // namespace

RevisionMap::RevisionMap()
{
    static const std::shared_ptr<const Graph> empty = std::make_shared<Graph>();
    m_graph = empty;
}

RevisionMap::RevisionMap(std::shared_ptr<const Graph> graph) : m_graph(std::move(graph)) {}

Result<RevisionMap> RevisionMap::build(std::vector<Revision> revisions)
{
    auto graph = buildGraph(std::move(revisions));
    if (!graph)
        return graph.error();
    return RevisionMap(std::make_shared<const Graph>(std::move(*graph)));
}

std::size_t RevisionMap::size() const
{
    return m_graph->size();
}

const Revision &RevisionMap::at(Index index) const
{
    return m_graph->at(index);
}

std::optional<Index> RevisionMap::find(std::string_view id) const
{
    return m_graph->findId(id);
}

const Revision *RevisionMap::findRevision(std::string_view id) const
{
    const auto index = m_graph->findId(id);
    return index ? &m_graph->at(*index) : nullptr;
}

const std::vector<std::string> &RevisionMap::warnings() const
{
    return m_graph->warnings;
}

std::vector<std::string> RevisionMap::heads() const
{
    return m_graph->idsOf(m_graph->heads);
}

std::vector<std::string> RevisionMap::effectiveHeads() const
{
    return m_graph->idsOf(m_graph->effectiveHeads);
}

std::vector<std::string> RevisionMap::bases() const
{
    return m_graph->idsOf(m_graph->bases);
}

std::vector<std::string> RevisionMap::effectiveBases() const
{
    return m_graph->idsOf(m_graph->effectiveBases);
}

std::vector<std::string> RevisionMap::branchPoints() const
{
    return pointsWhere([this](Index index) { return isBranchPoint(index); });
}

std::vector<std::string> RevisionMap::mergePoints() const
{
    return pointsWhere([this](Index index) { return isMergePoint(index); });
}

// As in Alembic over what the history lists; that is not the whole map where an id is a reserved word.
template <typename Predicate>
std::vector<std::string> RevisionMap::pointsWhere(Predicate isPoint) const
{
    auto listed = historyOf(*m_graph, ":", {});
    std::vector<Index> order = listed ? std::move(*listed) : historyOrder();
    std::erase_if(order, [&](Index index) { return !isPoint(index); });
    return m_graph->idsOf(order);
}

bool RevisionMap::isHead(Index index) const
{
    return m_graph->next[index].empty();
}

bool RevisionMap::isBase(Index index) const
{
    return m_graph->down[index].empty();
}

bool RevisionMap::isBranchPoint(Index index) const
{
    return m_graph->next[index].size() > 1;
}

bool RevisionMap::isMergePoint(Index index) const
{
    return m_graph->isMergePoint(index);
}

std::span<const Index> RevisionMap::downOf(Index index) const
{
    return m_graph->down[index];
}

std::span<const Index> RevisionMap::dependenciesOf(Index index) const
{
    return m_graph->dependencies[index];
}

std::span<const Index> RevisionMap::nextOf(Index index) const
{
    return m_graph->next[index];
}

std::span<const Index> RevisionMap::dependentsOf(Index index) const
{
    return m_graph->dependents[index];
}

std::vector<std::string> RevisionMap::labelsOf(Index index) const
{
    std::vector<std::string> labels;
    for (const auto number : m_graph->labelSets.of(index))
        labels.push_back(m_graph->labels[number].first);
    std::sort(labels.begin(), labels.end());
    return labels;
}

bool RevisionMap::hasLabel(Index index, std::string_view label) const
{
    return m_graph->hasLabel(index, label);
}

bool RevisionMap::hasLabels(Index index) const
{
    return !m_graph->labelSets.of(index).empty();
}

std::optional<Index> RevisionMap::findLabel(std::string_view label) const
{
    const auto found = m_graph->labelIndex.find(label);
    return found == m_graph->labelIndex.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::pair<std::string, Index>> RevisionMap::labels() const
{
    return m_graph->labels;
}

bool RevisionMap::areOfOneBranch(const std::vector<std::string> &ids) const
{
    return m_graph->areOfOneBranch(knownOf(*m_graph, ids));
}

std::vector<Index> RevisionMap::historyOrder() const
{
    NodeSet all(m_graph->size());
    std::vector<Index> heads;
    for (Index index = 0; index < static_cast<Index>(size()); ++index) {
        all.insert(index);
        if (m_graph->children[index].empty())
            heads.push_back(index);
    }
    auto order = newestFirst(*m_graph, all, m_graph->isCyclic ? m_graph->effectiveHeads : heads);
    if (order)
        return std::move(*order);
    // Only a map with a cycle that Alembic lets pass can come here: its files' order is as good as any.
    std::vector<Index> inLoadOrder(size());
    for (Index index = 0; index < static_cast<Index>(size()); ++index)
        inLoadOrder[size() - 1 - static_cast<std::size_t>(index)] = index;
    return inLoadOrder;
}

Result<std::vector<std::string>> RevisionMap::history(std::string_view range,
                                                      const std::vector<std::string> &current) const
{
    return idsOf(*m_graph, historyOf(*m_graph, range, current));
}

Result<std::vector<std::string>> RevisionMap::iterate(std::string_view upper, std::string_view lower,
                                                      const WalkOptions &options) const
{
    return idsOf(*m_graph,
                 revision::iterate(*m_graph, RangeEnd::symbol(upper), RangeEnd::symbol(lower), options));
}

Result<std::vector<std::string>> RevisionMap::iterate(const std::vector<std::string> &upper, std::string_view lower,
                                                      const WalkOptions &options) const
{
    return idsOf(*m_graph, revision::iterate(*m_graph, RangeEnd::rows(upper), RangeEnd::symbol(lower), options));
}

Result<std::vector<std::string>> RevisionMap::resolve(std::string_view symbol,
                                                      const std::vector<std::string> &current) const
{
    MapSymbols symbols(*m_graph);
    const auto found = symbol == "current" ? symbols.findAll(current) : symbols.findAll(symbol);
    if (!found)
        return found.error();
    if (std::any_of(found->begin(), found->end(), [](Index index) { return index < 0; }))
        return maperrors::outOfRange(symbol);
    return m_graph->idsOf(*found);
}

Result<Found> RevisionMap::resolveEach(std::string_view symbol) const
{
    MapSymbols symbols(*m_graph);
    const auto found = symbols.findAll(symbol);
    if (!found)
        return found.error();
    return elementsOf(*m_graph, *found);
}

Result<std::optional<std::string>> RevisionMap::resolveOne(std::string_view symbol) const
{
    MapSymbols symbols(*m_graph);
    const auto found = symbols.findOne(symbol);
    if (!found)
        return found.error();
    return *found < 0 ? std::nullopt : std::optional(m_graph->idOf(*found));
}

Result<Found> RevisionMap::upgradeTargets(const std::vector<std::string> &current, std::string_view target) const
{
    MapSymbols symbols(*m_graph);
    const auto found = revision::upgradeTargets(symbols, current, RangeEnd::symbol(target));
    if (!found)
        return found.error();
    return elementsOf(*m_graph, *found);
}

Result<DowngradeGoal> RevisionMap::downgradeTarget(const std::vector<std::string> &current,
                                                   std::string_view target) const
{
    MapSymbols symbols(*m_graph);
    const auto found = revision::downgradeTarget(symbols, current, target);
    if (!found)
        return found.error();
    DowngradeGoal goal;
    goal.branch = found->branch;
    if (found->index >= 0)
        goal.revision = m_graph->idOf(found->index);
    if (found->isAmbiguous)
        goal.warnings.push_back(ambiguousDowngradeWarning(current));
    return goal;
}

Result<Plan> RevisionMap::planUpgrade(const std::vector<std::string> &current, std::string_view target) const
{
    return revision::planUpgrade(m_graph, current, RangeEnd::symbol(target));
}

Result<Plan> RevisionMap::planUpgrade(const std::vector<std::string> &current,
                                      const std::vector<std::string> &targets) const
{
    return revision::planUpgrade(m_graph, current, RangeEnd::rows(targets));
}

Result<Plan> RevisionMap::planDowngrade(const std::vector<std::string> &current, std::string_view target) const
{
    return revision::planDowngrade(m_graph, current, target);
}

Result<Plan> RevisionMap::planOffline(Direction direction, std::string_view range) const
{
    return revision::planOffline(m_graph, direction, range);
}

Result<Plan> RevisionMap::planStamp(const std::vector<std::string> &current,
                                    const std::vector<std::string> &targets, bool purge) const
{
    return revision::planStamp(m_graph, current, targets, purge);
}

Result<Plan> RevisionMap::planOfflineStamp(const std::vector<std::string> &targets) const
{
    return revision::planOfflineStamp(m_graph, targets);
}

std::vector<bool> RevisionMap::appliedSet(const std::vector<std::string> &current) const
{
    const NodeSet applied = NodeSet::reach(m_graph->parents, knownOf(*m_graph, current));
    std::vector<bool> result(size());
    for (std::size_t index = 0; index < size(); ++index)
        result[index] = applied.contains(static_cast<Index>(index));
    return result;
}

std::vector<std::string> RevisionMap::currentTips(const std::vector<std::string> &current) const
{
    return sortedTips(*m_graph, knownOf(*m_graph, current));
}

Result<std::vector<std::string>> RevisionMap::resolveCurrent(const std::vector<std::string> &current) const
{
    MapSymbols symbols(*m_graph);
    const auto found = symbols.findAll(current);
    if (!found)
        return found.error();
    if (std::any_of(found->begin(), found->end(), [](Index index) { return index < 0; }))
        return maperrors::outOfRange("current");
    return sortedTips(*m_graph, *found);
}

bool RevisionMap::rowsAreHeads(const std::vector<std::string> &current) const
{
    const std::vector<std::string> all = heads();
    return std::set<std::string>(current.begin(), current.end()) == std::set<std::string>(all.begin(), all.end());
}

std::vector<std::string> RevisionMap::unknownRows(const std::vector<std::string> &current) const
{
    std::vector<std::string> unknown;
    for (const std::string &row : current) {
        if (!m_graph->findId(row))
            unknown.push_back(row);
    }
    return unknown;
}

std::string RevisionMap::displayHistoryLine(Index index) const
{
    return historyLine(*m_graph, index);
}

std::string RevisionMap::displayHeadLine(Index index) const
{
    return headLine(*m_graph, index);
}

} // namespace retort::revision
