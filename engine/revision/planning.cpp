// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/planning.h"

#include "engine/base/text.h"
#include "engine/revision/maperrors.h"
#include "engine/revision/maporder.h"
#include "engine/revision/versionrows.h"
#include "engine/revision/wording.h"

#include <algorithm>

namespace retort::revision {

namespace {

constexpr std::size_t PrefetchDistance = 12;

std::vector<std::string> sortedRows(std::vector<std::string> rows)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

/// Takes the steps one by one, noting the table's changes.
Result<Plan> stepThrough(const GraphPointer &graph, MapSymbols &symbols, Direction direction,
                         const std::vector<std::string> &rows, const std::vector<Index> &order,
                         std::string_view target)
{
    Plan plan;
    plan.direction = direction;
    plan.target = target;
    plan.from = sortedRows(rows);
    plan.to = plan.from;
    if (order.empty())
        return plan;
    auto table = VersionRows::make(graph, symbols, rows);
    if (!table)
        return table.error();
    plan.steps.reserve(order.size());
    table->reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        // Ids lie scattered in a large map; their own memory is most of a plan's time unless it is asked for early.
        if (i + PrefetchDistance < order.size())
            __builtin_prefetch(&graph->idOf(order[i + PrefetchDistance]));
        const Index index = order[i];
        auto step = direction == Direction::Upgrade ? table->upgrade(index) : table->downgrade(index);
        if (!step)
            return step.error();
        plan.steps.push_back(std::move(*step));
    }
    plan.to = table->sorted();
    return plan;
}

Error rangeNotAllowed(std::string_view target)
{
    return makeError("range-not-allowed", wording::quoted(target) + " is a range, which only --sql takes",
                     "name the target alone: the start is what the database has");
}

} // namespace

Result<std::vector<Index>> orderOf(MapSymbols &symbols, const Selection &selection)
{
    auto order = newestFirst(symbols.graph(), selection.wanted, selection.heads);
    if (!order)
        return order;
    // Alembic looks each id up again, where a reserved word wins.
    if (symbols.graph().reserved.empty())
        return order;
    for (Index &index : *order) {
        if (!symbols.graph().isReserved(index))
            continue;
        const std::string &word = symbols.graph().idOf(index);
        const auto found = symbols.findOne(word);
        if (!found)
            return found.error();
        if (*found < 0)
            return maperrors::reservedWord(word);
        index = *found;
    }
    return order;
}

Result<Plan> planUpgrade(const GraphPointer &graph, const std::vector<std::string> &rows, const RangeEnd &target)
{
    for (const std::string &name : target.names) {
        if (name.find(':') != std::string::npos)
            return rangeNotAllowed(name);
    }
    MapSymbols symbols(*graph);
    WalkOptions options;
    options.implicitBase = true;
    const auto selection = selectUpgrade(symbols, target, RangeEnd::rows(rows), options);
    if (!selection)
        return selection.error();
    auto order = orderOf(symbols, *selection);
    if (!order)
        return order.error();
    std::reverse(order->begin(), order->end());
    return stepThrough(graph, symbols, Direction::Upgrade, rows, *order, text::join(target.names, ", "));
}

Result<Plan> planDowngrade(const GraphPointer &graph, const std::vector<std::string> &rows, std::string_view target)
{
    if (target.find(':') != std::string_view::npos)
        return rangeNotAllowed(target);
    MapSymbols symbols(*graph);
    const auto selection = selectDowngrade(symbols, RangeEnd::rows(rows), RangeEnd::symbol(target), {});
    if (!selection)
        return selection.error();
    const auto order = orderOf(symbols, *selection);
    if (!order)
        return order.error();
    auto plan = stepThrough(graph, symbols, Direction::Downgrade, rows, *order, target);
    if (plan && selection->isAmbiguous)
        plan->warnings.push_back(ambiguousDowngradeWarning(rows));
    return plan;
}

std::string ambiguousDowngradeWarning(const std::vector<std::string> &rows)
{
    return "The database has several current revisions (" + text::join(rows, ", ") + "): this counts from the first, "
        + rows.front() + ". Say label@-N to choose";
}

Result<std::vector<std::string>> offlineStart(const Graph &graph, std::string_view start)
{
    if (start == "base")
        return std::vector<std::string>();
    MapSymbols symbols(graph);
    const auto found = symbols.findOne(start);
    if (!found)
        return found.error();
    if (*found < 0)
        return maperrors::badRange("The start '" + std::string(start) + "' names no revision; for none write base");
    return std::vector<std::string>{graph.idOf(*found)};
}

Result<Plan> planOffline(const GraphPointer &graph, Direction direction, std::string_view range)
{
    std::string_view start = "base";
    std::string_view target = range;
    const auto colon = range.find(':');
    if (colon != std::string_view::npos) {
        start = range.substr(0, colon);
        target = range.substr(colon + 1);
        if (target.find(':') != std::string_view::npos)
            return maperrors::badRange(wording::quoted(range) + " has more than two ends");
    } else if (direction == Direction::Downgrade) {
        return maperrors::badRange("A downgrade with --sql takes a range, since it asks no database where it stands: "
                                   "FROM:TO");
    }
    const auto rows = offlineStart(*graph, start);
    if (!rows)
        return rows.error();
    auto plan = direction == Direction::Upgrade ? planUpgrade(graph, *rows, RangeEnd::symbol(target))
                                                : planDowngrade(graph, *rows, target);
    if (plan)
        plan->target = range;
    return plan;
}

} // namespace retort::revision
