// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/mapranges.h"

#include "engine/base/text.h"
#include "engine/revision/maperrors.h"

#include <algorithm>

namespace retort::revision {

namespace {

/// Only revisions, where a walk may have ended beside the map.
Result<void> checkRevisions(const std::vector<Index> &indices, const RangeEnd &end)
{
    if (std::any_of(indices.begin(), indices.end(), [](Index index) { return index < 0; }))
        return maperrors::outOfRange(text::join(end.names, ", "));
    return {};
}

bool contains(const std::vector<Index> &indices, Index index)
{
    return std::find(indices.begin(), indices.end(), index) != indices.end();
}

/// None of several revisions may lie below another, and all must be revisions. The check goes through them in order
/// and looks below each only where it has not looked before.
Result<void> checkApart(const Graph &graph, const std::vector<Index> &indices, const RangeEnd &end)
{
    NodeSet isNamed(graph.size());
    for (const Index index : indices) {
        if (index >= 0)
            isNamed.insert(index);
    }
    NodeSet seen(graph.size());
    std::vector<Index> open;
    for (const Index upper : indices) {
        if (upper < 0)
            return maperrors::outOfRange(text::join(end.names, ", "));
        Index lower = upper;
        open.push_back(upper);
        while (!open.empty()) {
            const Index index = open.back();
            open.pop_back();
            if (index != upper && isNamed.contains(index))
                lower = index;
            if (seen.insert(index))
                open.insert(open.end(), graph.parents[index].begin(), graph.parents[index].end());
        }
        if (lower != upper)
            return maperrors::overlapping(graph.idOf(upper), graph.idOf(lower));
    }
    return {};
}

/// A lower end such as "label@base" restricts the targets to those that carry the label.
Result<void> keepBranchOf(MapSymbols &symbols, std::string_view lower, std::vector<Index> &targets)
{
    const Graph &graph = symbols.graph();
    std::string_view label = lower.substr(0, lower.find('@'));
    const auto named = symbols.findOne(label);
    if (!named)
        return named.error();
    if (*named >= 0 && graph.idOf(*named) == label) {
        const auto &labels = graph.labelSets.of(*named);
        if (labels.size() != 1)
            return maperrors::unknownBranch(graph, label);
        label = graph.labels[labels.front()].first;
    }
    std::erase_if(targets, [&](Index target) { return !graph.hasLabel(target, label); });
    return {};
}

std::string endName(const RangeEnd &end)
{
    return end.names.empty() ? "base" : text::join(end.names, ", ");
}

Error notBelow(const RangeEnd &lower, const RangeEnd &upper)
{
    return maperrors::notAnAncestor(endName(lower) + " is not below " + endName(upper) + " on one line");
}

/// The revisions that a walk up starts above. A relative end that the heads can't tell is counted from `upper`.
Result<std::vector<Index>> lowerRevisions(MapSymbols &symbols, const RangeEnd &upper, RangeEnd &lower,
                                          const NodeSet &required, const WalkOptions &options)
{
    auto current = symbols.findAll(lower.names);
    if (!current)
        return current;
    const bool isOutside = std::any_of(current->begin(), current->end(), [&](Index index) {
        return index != OffTheMap && (index == BeforeFirst || !required.contains(index));
    });
    if (!options.implicitBase && isOutside)
        return notBelow(lower, upper);
    if (!current->empty() && current->front() == OffTheMap) {
        if (lower.isRows)
            return maperrors::outOfRange(endName(lower));
        const auto end = downgradeTarget(symbols, upper.names, lower.names.front(), !options.assertRelativeLength);
        if (!end)
            return end.error();
        if (end->isAbsoluteBase)
            return maperrors::outOfRange(endName(lower));
        current->clear();
        lower = RangeEnd::rows({});
        if (end->index != BeforeFirst) {
            current->push_back(end->index);
            lower = RangeEnd::symbol(symbols.graph().idOf(end->index));
        }
    }
    if (const auto apart = checkApart(symbols.graph(), *current, lower); !apart)
        return apart.error();
    return current;
}

/// The revisions where a downgrade begins to take away: what stands directly above its end.
Result<std::vector<Index>> downgradeRoots(MapSymbols &symbols, const DowngradeEnd &end, bool inclusive)
{
    const Graph &graph = symbols.graph();
    std::vector<Index> roots;
    // Alembic counts a base once more for each of its labels, and a single candidate is not filtered by branch.
    std::size_t candidates = 0;
    if (end.index == BeforeFirst) {
        for (Index index = 0; index < static_cast<Index>(graph.size()); ++index) {
            if (graph.down[index].empty())
                roots.push_back(index);
        }
        candidates = roots.size()
            + static_cast<std::size_t>(std::count_if(graph.labels.begin(), graph.labels.end(), [&](const auto &label) {
                  return graph.down[label.second].empty();
              }));
    } else if (inclusive) {
        roots.push_back(end.index);
        candidates = 1;
    } else {
        auto children = symbols.findNamesakes(graph.next[end.index]);
        if (!children)
            return children;
        roots = std::move(*children);
        candidates = roots.size();
    }
    if (end.branch.empty() || candidates < 2)
        return roots;

    const auto branch = symbols.findBranch(end.branch);
    if (!branch)
        return branch.error();
    const NodeSet below = NodeSet::reach(graph.down, {&*branch, 1});
    std::erase_if(roots, [&](Index root) { return !below.contains(root); });
    const auto named = symbols.findNamesakes(roots);
    if (named && named->empty()) {
        return makeError("invalid-downgrade-target",
                         "Nothing above the target is on branch '" + end.branch + "'",
                         "name the target without a branch, or with the branch that goes on from it");
    }
    return named;
}

} // namespace

Result<Selection> selectUpgrade(MapSymbols &symbols, const RangeEnd &upper, const RangeEnd &lower,
                                const WalkOptions &options)
{
    const Graph &graph = symbols.graph();
    auto targets = upgradeTargets(symbols, lower.names, upper, !options.assertRelativeLength);
    if (!targets)
        return targets.error();
    if (const auto checked = checkRevisions(*targets, upper); !checked)
        return checked.error();
    if (!lower.isRows && lower.names.front().find('@') != std::string::npos) {
        if (const auto kept = keepBranchOf(symbols, lower.names.front(), *targets); !kept)
            return kept.error();
    }
    if (const auto apart = checkApart(graph, *targets, upper); !apart)
        return apart.error();
    Selection selection{NodeSet::reach(graph.parents, *targets), std::move(*targets)};

    RangeEnd start = lower;
    const auto current = lowerRevisions(symbols, upper, start, selection.wanted, options);
    if (!current)
        return current.error();
    selection.wanted.subtract(NodeSet::reach(graph.parents, *current));
    if (options.inclusive) {
        const auto included = symbols.findAll(start.names);
        if (!included)
            return included.error();
        if (const auto checked = checkRevisions(*included, start); !checked)
            return checked.error();
        for (const Index index : *included)
            selection.wanted.insert(index);
    }
    if (!current->empty() && !options.implicitBase)
        selection.wanted.intersect(NodeSet::reach(graph.next, *current));
    return selection;
}

Result<Selection> selectDowngrade(MapSymbols &symbols, const RangeEnd &upper, const RangeEnd &lower,
                                  const WalkOptions &options)
{
    const Graph &graph = symbols.graph();
    const auto end = downgradeTarget(symbols, upper.names, lower.names.empty() ? "base" : lower.names.front(),
                                     !options.assertRelativeLength);
    if (!end)
        return end.error();
    const auto roots = downgradeRoots(symbols, *end, options.inclusive);
    if (!roots)
        return roots.error();
    auto heads = symbols.findAll(upper.names);
    if (!heads)
        return heads.error();
    if (const auto checked = checkRevisions(*heads, upper); !checked)
        return checked.error();

    NodeSet active = NodeSet::reach(graph.parents, *heads);
    Selection selection{NodeSet::reach(graph.children, *roots), std::move(*heads), end->isAmbiguous};
    selection.wanted.intersect(active);
    if (options.implicitBase) {
        active.subtract(NodeSet::reach(graph.parents, *roots));
        selection.wanted.unite(active);
    }
    const auto isWanted = [&](Index index) { return selection.wanted.contains(index); };
    bool isEmpty = true;
    for (Index index = 0; isEmpty && index < static_cast<Index>(graph.size()); ++index)
        isEmpty = !isWanted(index);
    if (end->index != BeforeFirst && isEmpty && !contains(selection.heads, end->index)) {
        return maperrors::notAnAncestor("Revision " + graph.idOf(end->index)
                                        + " is not applied below the current revisions: "
                                        + (upper.names.empty() ? "none" : text::join(upper.names, ", ")));
    }
    return selection;
}

} // namespace retort::revision
