// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/maperrors.h"
#include "engine/revision/planning.h"
#include "engine/revision/versionrows.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::revision {

namespace {

bool contains(const std::vector<Index> &indices, Index index)
{
    return std::find(indices.begin(), indices.end(), index) != indices.end();
}

/// The rows that a target replaces: those that share lineage with it, dependencies included.
Result<std::vector<Index>> rowsInLineage(MapSymbols &symbols, const std::vector<Index> &rows,
                                         const std::vector<std::string> &targets)
{
    std::vector<Index> replaced;
    for (const std::string &target : targets) {
        if (target.empty())
            continue;
        auto filter = LineageFilter::make(symbols, target, true);
        if (!filter)
            return filter.error();
        const auto members = filter->filtered(rows);
        if (!members)
            return members.error();
        for (const Index member : *members) {
            if (!contains(replaced, member))
                replaced.push_back(member);
        }
    }
    return replaced;
}

/// A target that is the base: all rows in its lineage go.
constexpr Index TakeAway = OffTheMap;

bool anyIn(const std::vector<Index> &indices, const NodeSet &set)
{
    return std::any_of(indices.begin(), indices.end(), [&](Index index) { return set.contains(index); });
}

class Stamper
{
public:
    Stamper(const Graph &graph, VersionRows table) : m_graph(graph), m_table(std::move(table))
    {
        m_plan.from = m_table.sorted();
    }

    std::vector<std::string> rows() const { return m_table.sorted(); }

    Result<void> take(const std::vector<std::string> &from, const std::optional<std::string> &to)
    {
        auto step = m_table.stamp(from, to);
        if (!step)
            return step.error();
        m_plan.steps.push_back(std::move(*step));
        return {};
    }

    /// One target, computed against the rows at the start like all others.
    Result<void> stamp(Index target, const std::vector<Index> &replaced)
    {
        if (target == TakeAway) {
            for (const Index row : replaced) {
                if (const auto taken = take({m_graph.idOf(row)}, std::nullopt); !taken)
                    return taken;
            }
            return {};
        }
        if (contains(replaced, target) || contains(m_stamped, target))
            return {};
        m_stamped.push_back(target);
        const bool isBelowRow = anyIn(replaced, NodeSet::reach(m_graph.children, {&target, 1}));
        const bool isAboveRow = anyIn(replaced, NodeSet::reach(m_graph.parents, {&target, 1}));
        if (isBelowRow && isAboveRow) {
            return makeError("overlapping-revisions",
                             "Some current rows lie above " + m_graph.idOf(target) + " and some below it",
                             "'retort stamp --purge' writes the rows anew");
        }
        std::vector<std::string> from = isBelowRow || isAboveRow ? m_graph.idsOf(replaced) : std::vector<std::string>();
        // An earlier target may have replaced those rows already; then a further one above them is a new row.
        if (isAboveRow && !std::all_of(from.begin(), from.end(), [this](const auto &row) { return m_table.has(row); }))
            from.clear();
        for (const std::string &row : from) {
            if (!m_table.has(row) && std::find(m_plan.from.begin(), m_plan.from.end(), row) != m_plan.from.end()) {
                return makeError("row-mismatch",
                                 "Row '" + row + "' would become two of the targets, which lie on one line",
                                 "name one target for each line of history: it includes all below it");
            }
        }
        return take(from, m_graph.idOf(target));
    }

    Plan finish()
    {
        m_plan.to = m_table.sorted();
        return std::move(m_plan);
    }

    Plan &plan() { return m_plan; }

private:
    const Graph &m_graph;
    VersionRows m_table;
    Plan m_plan;
    std::vector<Index> m_stamped;
};

} // namespace

Result<Plan> planStamp(const GraphPointer &graph, const std::vector<std::string> &rows,
                       const std::vector<std::string> &targets, bool purge)
{
    MapSymbols symbols(*graph);
    const std::vector<std::string> noRows;
    const auto current = symbols.findAll(purge ? noRows : rows);
    if (!current)
        return current.error();
    const auto replaced = rowsInLineage(symbols, *current, targets);
    if (!replaced)
        return replaced.error();
    auto goals = symbols.findAll(targets);
    if (!goals)
        return goals.error();
    if (goals->empty())
        goals->push_back(TakeAway);
    if (contains(*goals, BeforeFirst))
        return maperrors::outOfRange(text::join(targets, ", "));
    auto table = VersionRows::make(graph, symbols, rows, purge);
    if (!table)
        return table.error();

    Stamper stamper(*graph, std::move(*table));
    stamper.plan().target = text::join(targets, ", ");
    for (const std::string &row : purge ? stamper.rows() : noRows) {
        if (const auto taken = stamper.take({row}, std::nullopt); !taken)
            return taken.error();
    }
    for (const Index goal : *goals) {
        if (const auto stamped = stamper.stamp(goal, *replaced); !stamped)
            return stamped.error();
    }
    return stamper.finish();
}

Result<Plan> planOfflineStamp(const GraphPointer &graph, const std::vector<std::string> &targets)
{
    std::optional<std::string> start;
    std::vector<std::string> ends;
    for (const std::string &target : targets) {
        const auto colon = target.find(':');
        if (colon == std::string::npos) {
            ends.push_back(target);
            continue;
        }
        if (start && *start != target.substr(0, colon))
            return maperrors::badRange("A stamp with --sql has one start, not both '" + *start + "' and '"
                                       + target.substr(0, colon) + "'");
        start = target.substr(0, colon);
        ends.push_back(target.substr(colon + 1));
    }
    const auto rows = offlineStart(*graph, start.value_or("base"));
    if (!rows)
        return rows.error();
    return planStamp(graph, *rows, ends, false);
}

} // namespace retort::revision
