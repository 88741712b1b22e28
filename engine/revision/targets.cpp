// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/maperrors.h"
#include "engine/revision/mapranges.h"
#include "engine/revision/relativetarget.h"

#include <algorithm>
#include <set>

namespace retort::revision {

namespace {

std::string qualified(std::string_view branch, std::string_view symbol)
{
    return std::string(branch) + "@" + std::string(symbol);
}

/// The highest applied revisions in the label's lineage, for a branch that has no row of its own.
Result<std::vector<Index>> appliedTipsOfBranch(MapSymbols &symbols, const std::vector<Index> &rows,
                                               LineageFilter &filter)
{
    const Graph &graph = symbols.graph();
    const NodeSet applied = NodeSet::reach(graph.parents, rows);
    std::vector<Index> members;
    for (Index index = 0; index < static_cast<Index>(graph.size()); ++index) {
        if (!applied.contains(index))
            continue;
        const auto accepted = filter.accepts(index);
        if (!accepted)
            return accepted.error();
        if (*accepted)
            members.push_back(index);
    }
    NodeSet below(graph.size());
    for (const Index member : members) {
        for (const Index parent : graph.parents[member])
            below.insert(parent);
    }
    std::erase_if(members, [&](Index member) { return below.contains(member); });
    return members;
}

/// Where "label@+N" counts from: one revision, or BeforeFirst.
Result<Index> branchStart(MapSymbols &symbols, const std::vector<std::string> &rows, const RelativeTarget &relative,
                          std::string_view target)
{
    auto filter = LineageFilter::make(symbols, *relative.label);
    const auto current = symbols.findAll(rows);
    if (!current)
        return current.error();
    if (!filter)
        return filter.error();
    for (const Index row : *current) {
        const auto named = row == BeforeFirst && !filter->acceptsAll() ? symbols.findName("base") : row;
        if (!named)
            return named.error();
        if (row < 0)
            return maperrors::outOfRange(target);
    }
    auto starts = filter->filtered(*current);
    const bool hasRow = starts && !starts->empty();
    if (starts && !hasRow)
        starts = appliedTipsOfBranch(symbols, *current, *filter);
    if (!starts)
        return starts.error();
    if (starts->size() > 1)
        return maperrors::ambiguousUpgrade(target, symbols.graph().idsOf(*starts));
    if (starts->empty())
        return BeforeFirst;
    return hasRow ? Result<Index>(starts->front()) : symbols.findOne(symbols.graph().idOf(starts->front()));
}

Result<Index> upgradeStart(MapSymbols &symbols, const std::vector<std::string> &rows, const RelativeTarget &relative,
                           std::string_view target)
{
    if (relative.label && !relative.label->empty())
        return branchStart(symbols, rows, relative, target);
    if (rows.size() > 1)
        return maperrors::ambiguousUpgrade(target, rows);
    return rows.empty() ? Result<Index>(BeforeFirst) : symbols.findOne(rows.front());
}

Result<Index> findWithBranch(MapSymbols &symbols, const std::optional<std::string_view> &branch,
                             std::string_view symbol)
{
    return branch ? symbols.findOne(qualified(*branch, symbol)) : symbols.findOne(symbol);
}

/// The row in the label's lineage, or else the implied tip there.
Result<std::string> rowOfBranch(MapSymbols &symbols, const std::vector<std::string> &rows, std::string_view branch,
                                std::string_view target)
{
    auto filter = LineageFilter::make(symbols, branch);
    if (!filter)
        return filter.error();
    std::vector<std::string> members;
    if (filter->acceptsAll())
        members = rows;
    for (std::size_t i = 0; !filter->acceptsAll() && i < rows.size(); ++i) {
        const std::string &row = rows[i];
        const auto index = symbols.findName(row);
        if (!index)
            return index.error();
        const auto accepted = filter->accepts(*index);
        if (!accepted)
            return accepted.error();
        if (*accepted)
            members.push_back(row);
    }
    if (members.empty()) {
        const auto current = symbols.findAll(rows);
        if (!current)
            return current.error();
        const auto tips = filter->filtered(impliedTips(symbols.graph(), *current));
        if (!tips)
            return tips.error();
        members = symbols.graph().idsOf(*tips);
    }
    if (members.size() == 1)
        return members.front();
    if (members.empty()) {
        Error error = maperrors::outOfRange(target);
        error.message = "No current revision is on branch '" + std::string(branch) + "'";
        error.hint = "'retort current' shows what is applied";
        return error;
    }
    Error error = maperrors::ambiguousUpgrade(target, members);
    error.code = "ambiguous-downgrade";
    error.hint = "name the revision to go down to";
    return error;
}

/// "-N" and "label@-N": the row that it counts from becomes the symbol, and for "-N" the branch as well.
Result<void> takeCurrentRow(MapSymbols &symbols, const std::vector<std::string> &rows, std::string_view target,
                            DowngradeEnd &end, std::string &symbol)
{
    if (!end.branch.empty()) {
        const auto row = rowOfBranch(symbols, rows, end.branch, target);
        if (!row)
            return row.error();
        symbol = *row;
        return {};
    }
    if (rows.empty())
        return maperrors::outOfRange(target);
    end.isAmbiguous = std::set<std::string>(rows.begin(), rows.end()).size() > 1;
    symbol = rows.front();
    end.branch = symbol;
    return {};
}

Result<DowngradeEnd> relativeDowngrade(MapSymbols &symbols, const std::vector<std::string> &rows,
                                       const RelativeTarget &relative, std::string_view target, bool mayStopShort)
{
    DowngradeEnd end;
    end.branch = relative.label.value_or(std::string_view());
    std::string symbol(relative.symbol.value_or(std::string_view()));
    Result<Index> start = BeforeFirst;
    if (relative.steps >= 0) {
        if (!relative.symbol)
            return maperrors::outOfRange(target);
        start = symbols.findOne(symbol);
    } else {
        if (!relative.symbol) {
            if (const auto taken = takeCurrentRow(symbols, rows, target, end, symbol); !taken)
                return taken.error();
        }
        const bool hasBranch = relative.label || !relative.symbol;
        start = hasBranch ? symbols.findOne(qualified(end.branch, symbol)) : symbols.findOne(symbol);
    }
    if (!start)
        return start.error();
    const auto index = symbols.walk(*start, relative.steps, relative.steps > 0 ? end.branch : std::string(),
                                    mayStopShort);
    if (!index)
        return index.error();
    if (*index == OffTheMap)
        return maperrors::outOfRange(target);
    end.index = *index;
    return end;
}

} // namespace

std::vector<Index> impliedTips(const Graph &graph, const std::vector<Index> &rows)
{
    const NodeSet applied = NodeSet::reach(graph.parents, rows);
    std::vector<Index> tips;
    for (Index index = 0; index < static_cast<Index>(graph.size()); ++index) {
        const auto next = graph.next[index];
        if (applied.contains(index)
            && std::none_of(next.begin(), next.end(), [&](Index child) { return applied.contains(child); })) {
            tips.push_back(index);
        }
    }
    return tips;
}

Result<std::vector<Index>> upgradeTargets(MapSymbols &symbols, const std::vector<std::string> &rows,
                                          const RangeEnd &target, bool mayStopShort)
{
    if (target.isRows)
        return symbols.findAll(target.names);
    const std::string &text = target.names.front();
    const auto relative = parseRelativeTarget(text);
    if (!relative)
        return symbols.findAll(text);
    Result<Index> start = BeforeFirst;
    if (relative->steps > 0) {
        start = relative->symbol ? symbols.findOne(*relative->symbol) : upgradeStart(symbols, rows, *relative, text);
    } else if (!relative->symbol) {
        return maperrors::outOfRange(text); // up to "current minus N" means nothing
    } else {
        start = findWithBranch(symbols, relative->label, *relative->symbol);
    }
    if (!start)
        return start.error();
    const std::string_view branch = relative->steps > 0 ? relative->label.value_or(std::string_view()) : "";
    const auto index = symbols.walk(*start, relative->steps, branch, mayStopShort);
    if (!index)
        return index.error();
    if (*index == OffTheMap && !relative->symbol)
        return maperrors::outOfRange(text);
    return std::vector<Index>{*index};
}

Result<DowngradeEnd> downgradeTarget(MapSymbols &symbols, const std::vector<std::string> &rows,
                                     std::string_view target, bool mayStopShort)
{
    if (const auto relative = parseRelativeTarget(target))
        return relativeDowngrade(symbols, rows, *relative, target, mayStopShort);
    DowngradeEnd end;
    const auto at = target.rfind('@');
    if (at != std::string_view::npos)
        end.branch = target.substr(0, at);
    const auto index = symbols.findOne(at == std::string_view::npos ? target : target.substr(at + 1));
    if (!index)
        return index.error();
    end.index = *index;
    end.isAbsoluteBase = *index == BeforeFirst;
    return end;
}

} // namespace retort::revision
