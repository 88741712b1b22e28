// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/branchbinding.h"

#include "engine/base/text.h"
#include "engine/revision/downgradewarnings.h"
#include "engine/revision/relativetarget.h"
#include "engine/revision/wording.h"

#include <algorithm>

namespace retort::revision
{

using wording::quoted;

namespace
{

/// The verb's name as typed.
std::string_view verbOf(Direction direction)
{
    return direction == Direction::Upgrade ? "upgrade" : "downgrade";
}

std::vector<bool> ownRevisions(const RevisionMap &map, const std::string &label)
{
    std::vector<bool> own(map.size(), label.empty());
    const auto carrier = map.findLabel(label);
    if (!carrier)
        return own;
    // The label reaches all descendants by propagation; below its revision only lines that nobody else names.
    for (Index index = 0; index < static_cast<Index>(map.size()); ++index)
        own[static_cast<std::size_t>(index)] = map.hasLabel(index, label);
    std::vector<Index> open{*carrier};
    while (!open.empty()) {
        const Index index = open.back();
        open.pop_back();
        for (const Index parent : map.downOf(index)) {
            if (own[static_cast<std::size_t>(parent)] || map.hasLabels(parent))
                continue;
            own[static_cast<std::size_t>(parent)] = true;
            open.push_back(parent);
        }
    }
    return own;
}

} // namespace

BranchBinding::BranchBinding(RevisionMap map, std::string database, std::string label,
                             std::map<std::string, std::string> databaseOfLabel)
    : m_map(std::move(map))
    , m_database(std::move(database))
    , m_label(std::move(label))
    , m_databaseOfLabel(std::move(databaseOfLabel))
    , m_own(ownRevisions(m_map, m_label))
{
}

Result<void> BranchBinding::validate() const
{
    if (!isBound() || m_map.findLabel(m_label))
        return {};
    std::vector<std::string> labels;
    for (const auto &[label, index] : m_map.labels())
        labels.push_back(label);
    const auto nearest = text::nearestMatch(m_label, labels);
    std::string hint = "no revision declares a branch label yet: add \"Branch Labels: " + m_label + "\" to its first";
    if (nearest)
        hint = "did you mean " + quoted(*nearest) + "?";
    else if (!labels.empty())
        hint = "the labels are " + text::join(labels, ", ");
    return makeError("unknown-branch",
                     "Database " + quoted(m_database) + " follows branch " + quoted(m_label)
                         + ", which no revision declares",
                     std::move(hint), ExitStatus::Usage);
}

bool BranchBinding::owns(Index index) const
{
    return m_own[static_cast<std::size_t>(index)];
}

/// Own, or shared ground: a revision that no other branch claims.
bool BranchBinding::mayRun(Index index) const
{
    return owns(index) || !m_map.hasLabels(index);
}

std::vector<std::string> BranchBinding::heads() const
{
    std::vector<std::string> heads = m_map.heads();
    std::erase_if(heads, [this](const std::string &id) {
        const auto index = m_map.find(id);
        return !index || !owns(*index);
    });
    return heads;
}

std::vector<std::string> BranchBinding::effectiveHeads() const
{
    std::vector<std::string> ends = heads();
    if (ends.size() < 2)
        return ends;
    // What the parents of the heads imply: no head among them stands on its own.
    std::vector<std::string> below;
    for (const std::string &id : ends) {
        for (const auto parents : {m_map.downOf(*m_map.find(id)), m_map.dependenciesOf(*m_map.find(id))}) {
            for (const Index parent : parents)
                below.push_back(m_map.at(parent).id);
        }
    }
    const std::vector<bool> implied = m_map.appliedSet(below);
    std::erase_if(ends, [&](const std::string &id) { return implied[static_cast<std::size_t>(*m_map.find(id))]; });
    return ends;
}

std::vector<Index> BranchBinding::historyOrder() const
{
    std::vector<Index> order = m_map.historyOrder();
    std::erase_if(order, [this](Index index) { return !owns(index); });
    return order;
}

std::string BranchBinding::qualified(std::string_view symbol) const
{
    const auto relative = parseRelativeTarget(symbol);
    const bool isBranchwise = symbol == "head" || symbol == "heads" || symbol == "base"
        || (relative && !relative->label && !relative->symbol);
    return isBound() && isBranchwise ? m_label + '@' + std::string(symbol) : std::string(symbol);
}

Result<std::vector<std::string>> BranchBinding::resolve(std::string_view symbol,
                                                        const std::vector<std::string> &current) const
{
    return m_map.resolve(qualified(symbol), current);
}

Result<std::optional<std::string>> BranchBinding::resolveOne(std::string_view symbol) const
{
    return m_map.resolveOne(qualified(symbol));
}

Result<std::vector<Index>> BranchBinding::history(std::string_view range,
                                                  const std::vector<std::string> &current) const
{
    std::vector<std::string> ends;
    for (const std::string_view end : text::split(range, ':'))
        ends.push_back(qualified(end));
    const auto ids = m_map.history(text::join(ends, ":"), current);
    if (!ids)
        return ids.error();
    std::vector<Index> indices;
    for (const std::string &id : *ids) {
        const auto index = m_map.find(id);
        if (index && owns(*index))
            indices.push_back(*index);
    }
    return indices;
}

std::vector<std::string> BranchBinding::pending(const std::vector<std::string> &current) const
{
    const std::vector<bool> applied = m_map.appliedSet(current);
    std::vector<bool> isNeeded(m_map.size(), false);
    std::vector<Index> open;
    const auto need = [&](Index index) {
        if (!applied[static_cast<std::size_t>(index)] && !isNeeded[static_cast<std::size_t>(index)]) {
            isNeeded[static_cast<std::size_t>(index)] = true;
            open.push_back(index);
        }
    };
    for (const std::string &head : heads())
        need(*m_map.find(head));
    while (!open.empty()) {
        const Index index = open.back();
        open.pop_back();
        for (const Index parent : m_map.downOf(index))
            need(parent);
        for (const Index dependency : m_map.dependenciesOf(index))
            need(dependency);
    }
    std::vector<std::string> ids;
    const std::vector<Index> order = m_map.historyOrder();
    for (auto index = order.rbegin(); index != order.rend(); ++index) {
        if (isNeeded[static_cast<std::size_t>(*index)])
            ids.push_back(m_map.at(*index).id);
    }
    return ids;
}

bool BranchBinding::isAtHead(const std::vector<std::string> &current) const
{
    const std::vector<bool> applied = m_map.appliedSet(current);
    const std::vector<std::string> ends = heads();
    return std::all_of(ends.begin(), ends.end(),
                       [&](const std::string &id) { return applied[static_cast<std::size_t>(*m_map.find(id))]; });
}

Result<std::string> BranchBinding::bindTarget(Direction direction, std::string_view target) const
{
    return goalOf(direction, target, false);
}

/// `verb`: what a refusal speaks of where that isn't the direction's name.
Result<std::string> BranchBinding::goalOf(Direction direction, std::string_view target, bool force,
                                          std::string_view verb) const
{
    const bool isUpgrade = direction == Direction::Upgrade;
    if (target.empty() && !isUpgrade) {
        return makeError("missing-target", "A downgrade needs a target",
                         command("downgrade", "-1") + " undoes the last revision");
    }
    if (target.empty())
        target = "head";
    std::string goal = qualified(target);
    if (!isBound() || goal != target)
        return goal;
    if (target == m_label && isUpgrade)
        return m_label + "@head";
    if (!force) {
        if (const auto checked = checkNamedBranch(target, verb.empty() ? verbOf(direction) : verb); !checked)
            return checked.error();
    }
    return goal;
}

/// Refuses "other@…" and another branch's label alone. What can't be resolved is left to the plan to report.
Result<void> BranchBinding::checkNamedBranch(std::string_view target, std::string_view verb) const
{
    const auto at = target.find('@');
    std::string_view name = target.substr(0, at);
    if (at == std::string_view::npos && !m_map.findLabel(name))
        return {};
    const auto found = m_map.resolveOne(name);
    if (!found || !*found)
        return {};
    const Index index = *m_map.find(**found);
    if (mayRun(index))
        return {};
    return wrongBranch(quoted(target) + " is of branch " + quoted(text::join(m_map.labelsOf(index), ", ")), index,
                       verb);
}

Result<Plan> BranchBinding::planUpgrade(const std::vector<std::string> &current, std::string_view target,
                                        bool force) const
{
    if (const auto checked = checkRows(current, "upgrade"); !checked)
        return checked.error();
    const auto goal = goalOf(Direction::Upgrade, target, force);
    if (!goal)
        return goal.error();
    auto plan = m_map.planUpgrade(current, *goal);
    if (!plan) {
        if (auto other = planToEffectiveHeads(current, *goal))
            plan = std::move(*other);
    }
    if (!plan)
        return refine(std::move(plan).error(), Direction::Upgrade, *goal, current);
    if (isBound() && !force) {
        if (const auto checked = checkSteps(*plan); !checked)
            return checked.error();
        if (const auto checked = checkTarget(*goal, Direction::Upgrade); !checked)
            return checked.error();
    }
    warnOfForeignRows(*plan);
    return plan;
}

/// For the branch's head or heads, where the map gives no plan since one head stands on another.
std::optional<Result<Plan>> BranchBinding::planToEffectiveHeads(const std::vector<std::string> &current,
                                                                std::string_view goal) const
{
    const std::vector<std::string> ends = effectiveHeads();
    const bool isHead = goal == m_label + "@head";
    const bool isHeads = goal == m_label + "@heads";
    if (!isBound() || !(isHead || isHeads) || ends.size() == heads().size() || (isHead && ends.size() > 1))
        return std::nullopt;
    auto plan = m_map.planUpgrade(current, ends);
    if (plan)
        plan->target = goal;
    return plan;
}

Result<Plan> BranchBinding::planDowngrade(const std::vector<std::string> &current, std::string_view target,
                                          bool force) const
{
    if (const auto checked = checkRows(current, "downgrade"); !checked)
        return checked.error();
    const auto goal = goalOf(Direction::Downgrade, target, force);
    if (!goal)
        return goal.error();
    auto plan = m_map.planDowngrade(current, *goal);
    if (!plan && plan.error().code == "ambiguous-walk") {
        if (auto other = planToUndoMerge(current, *goal))
            plan = std::move(*other);
    }
    if (!plan && plan.error().code == "invalid-downgrade-target") {
        if (auto other = planFromOwnRow(current, *goal))
            plan = std::move(*other);
    }
    if (!plan)
        return refine(std::move(plan).error(), Direction::Downgrade, *goal, current);
    if (isBound() && !force) {
        if (const auto checked = checkSteps(*plan); !checked)
            return checked.error();
        if (const auto checked = checkTarget(*goal, Direction::Downgrade); !checked)
            return checked.error();
    }
    if (const auto checked = checkReversible(*plan); !checked)
        return checked.error();
    addDowngradeWarnings(m_map, *plan);
    warnOfForeignRows(*plan);
    return plan;
}

std::vector<std::string> BranchBinding::ownRows(const std::vector<std::string> &current) const
{
    std::vector<std::string> rows = current;
    std::erase_if(rows, [this](const std::string &row) {
        const auto index = m_map.find(row);
        return !index || !owns(*index);
    });
    return rows;
}

/// For steps down past a point where the branch forks. Alembic looks for the label's revision above that point, and
/// finds nothing; the branch's only row is what goes down.
std::optional<Result<Plan>> BranchBinding::planFromOwnRow(const std::vector<std::string> &current,
                                                          std::string_view goal) const
{
    const std::vector<std::string> rows = ownRows(current);
    if (!isBound() || rows.size() != 1 || !goal.starts_with(m_label + "@-"))
        return std::nullopt;
    auto plan = m_map.planDowngrade(current, rows.front() + std::string(goal.substr(m_label.size())));
    if (plan)
        plan->target = goal;
    return plan;
}

/// For one step down where the branch stands at a merge: the merge alone goes, and its sides stay applied. Alembic
/// asks to which side, though from a merge each choice takes the same step.
std::optional<Result<Plan>> BranchBinding::planToUndoMerge(const std::vector<std::string> &current,
                                                           std::string_view goal) const
{
    const std::vector<std::string> rows = ownRows(current);
    if (!isBound() || goal != m_label + "@-1" || rows.size() != 1 || !m_map.isMergePoint(*m_map.find(rows.front())))
        return std::nullopt;
    const Revision &merge = *m_map.findRevision(rows.front());
    auto plan = m_map.planDowngrade(current, merge.id + "@" + merge.downRevisions.front());
    if (plan)
        plan->target = goal;
    return plan;
}

Result<Plan> BranchBinding::planStamp(const std::vector<std::string> &current, const std::vector<std::string> &targets,
                                      bool purge, bool force) const
{
    if (const auto checked = checkRows(purge ? std::vector<std::string>() : current, "stamp"); !checked)
        return checked.error();
    std::vector<std::string> goals;
    for (const std::string &target : targets) {
        // A label alone stamps its revision, as in Alembic: only an upgrade means the head by it.
        auto goal = target == m_label ? Result<std::string>(target) : goalOf(Direction::Upgrade, target, force, "stamp");
        if (!goal)
            return goal.error();
        goals.push_back(std::move(*goal));
    }
    auto plan = m_map.planStamp(current, goals, purge);
    if (!plan)
        return refine(std::move(plan).error(), Direction::Upgrade, text::join(goals, ", "), current);
    if (isBound() && !force) {
        if (const auto checked = checkStampedRows(*plan); !checked)
            return checked.error();
    }
    warnOfForeignRows(*plan);
    return plan;
}

} // namespace retort::revision
