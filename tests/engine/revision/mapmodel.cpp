// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapmodel.h"

#include <algorithm>
#include <functional>

namespace retort::test {

namespace {

using Ids = MapModel::Ids;

Ids closure(const Ids &ids, const std::function<Ids(const std::string &)> &next)
{
    Ids found;
    std::vector<std::string> open(ids.begin(), ids.end());
    while (!open.empty()) {
        const std::string id = open.back();
        open.pop_back();
        if (!found.insert(id).second)
            continue;
        const Ids more = next(id);
        open.insert(open.end(), more.begin(), more.end());
    }
    return found;
}

bool includes(const Ids &all, const Ids &some)
{
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

std::string listed(const Ids &ids)
{
    std::string text = "{";
    for (const std::string &id : ids)
        text += text.size() > 1 ? " " + id : id;
    return text + "}";
}

} // namespace

Ids MapModel::parentsOf(const std::string &id) const
{
    const revision::Index index = *m_map.find(id);
    Ids parents;
    for (const revision::Index parent : m_map.downOf(index))
        parents.insert(m_map.at(parent).id);
    for (const revision::Index dependency : m_map.dependenciesOf(index))
        parents.insert(m_map.at(dependency).id);
    return parents;
}

Ids MapModel::childrenOf(const std::string &id) const
{
    const revision::Index index = *m_map.find(id);
    Ids children;
    for (const revision::Index child : m_map.nextOf(index))
        children.insert(m_map.at(child).id);
    for (const revision::Index dependent : m_map.dependentsOf(index))
        children.insert(m_map.at(dependent).id);
    return children;
}

Ids MapModel::ancestorsOf(const Ids &ids) const
{
    return closure(ids, [this](const std::string &id) { return parentsOf(id); });
}

Ids MapModel::descendantsOf(const Ids &ids) const
{
    return closure(ids, [this](const std::string &id) { return childrenOf(id); });
}

Ids MapModel::tipsOf(const Ids &applied) const
{
    Ids tips;
    for (const std::string &id : applied) {
        const Ids children = childrenOf(id);
        if (std::none_of(children.begin(), children.end(), [&](const auto &child) { return applied.contains(child); }))
            tips.insert(id);
    }
    return tips;
}

bool MapModel::hasNestedParents() const
{
    for (std::size_t index = 0; index < m_map.size(); ++index) {
        const Ids parents = parentsOf(m_map.at(static_cast<revision::Index>(index)).id);
        for (const std::string &parent : parents) {
            Ids below = ancestorsOf({parent});
            below.erase(parent);
            if (std::any_of(parents.begin(), parents.end(), [&](const auto &other) { return below.contains(other); }))
                return true;
        }
    }
    return false;
}

std::string MapModel::faultsOfRows(const Ids &rows, const Ids &applied, bool mayBeRedundant) const
{
    if (ancestorsOf(rows) != applied)
        return "rows " + listed(rows) + " do not stand for what is applied, " + listed(applied);
    const Ids tips = tipsOf(applied);
    if (mayBeRedundant ? !includes(rows, tips) : rows != tips)
        return "rows " + listed(rows) + " are not the effective heads " + listed(tips);
    return {};
}

std::string MapModel::faultsOfStep(const revision::Step &step, Ids &applied, Ids &rows) const
{
    const std::string at = "at " + step.revision + ": ";
    const bool isUp = step.direction == revision::Direction::Upgrade;
    if (isUp ? applied.contains(step.revision) : !applied.contains(step.revision))
        return at + "already done";
    if (isUp && !includes(applied, parentsOf(step.revision)))
        return at + "not all that it needs is applied";
    if (!isUp && !tipsOf(applied).contains(step.revision))
        return at + "others still need it";
    if (isUp)
        applied.insert(step.revision);
    else
        applied.erase(step.revision);
    for (const std::string &row : step.change.removed) {
        if (rows.erase(row) == 0)
            return at + "there is no row " + row + " to remove";
    }
    for (const std::string &row : step.change.added) {
        if (!rows.insert(row).second)
            return at + "the row " + row + " is there already";
    }
    const std::vector<std::string> after = step.rowsAfter;
    if (!std::is_sorted(after.begin(), after.end()) || Ids(after.begin(), after.end()) != rows)
        return at + "the rows after it do not follow from its change";
    const std::string fault = faultsOfRows(rows, applied, !isUp && hasNestedParents());
    return fault.empty() ? fault : at + fault;
}

std::string MapModel::faultsOf(const revision::Plan &plan) const
{
    Ids rows(plan.from.begin(), plan.from.end());
    Ids applied = ancestorsOf(rows);
    for (const revision::Step &step : plan.steps) {
        const std::string fault = faultsOfStep(step, applied, rows);
        if (!fault.empty())
            return fault;
    }
    return Ids(plan.to.begin(), plan.to.end()) == rows ? "" : "the plan's last rows are not its end";
}

} // namespace retort::test
