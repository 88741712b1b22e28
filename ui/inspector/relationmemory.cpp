// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/relationmemory.h"

#include "ui/inspector/factpages.h"

#include <algorithm>

namespace retort::ui {

using catalog::Relation;
using catalog::RelationName;
using catalog::RelationSummary;

namespace {

bool isIn(const std::vector<RelationSummary> &list, const RelationName &name)
{
    return std::any_of(list.begin(), list.end(), [&](const RelationSummary &summary) { return summary.name == name; });
}

} // namespace

bool RelationMemory::exists(const RelationName &name) const
{
    return isIn(list, name);
}

const Relation *RelationMemory::beforeOf(const RelationName &name) const
{
    const auto found = before.find(name);
    return found == before.end() ? nullptr : &found->second;
}

Change RelationMemory::note(const Relation &relation)
{
    const RelationName &name = relation.summary.name;
    seen[name] = relation;
    altered.erase(name);
    if (const Relation *was = beforeOf(name)) {
        if (!changes.contains(name) && !pages::differ(relation, *was))
            return Change::None;
        altered.insert(name);
        return Change::Altered;
    }
    return listBefore && !isIn(*listBefore, name) ? Change::Added : Change::None;
}

void RelationMemory::keepAsBefore()
{
    listBefore.reset();
    if (!list.empty())
        listBefore = list;
    before = seen;
    altered.clear();
    changes.clear();
}

void RelationMemory::forgetBefore()
{
    listBefore.reset();
    before.clear();
    altered.clear();
    changes.clear();
}

void RelationMemory::takeChanges(const std::vector<session::RelationChange> &run)
{
    before.clear();
    altered.clear();
    changes.clear();
    for (const session::RelationChange &change : run) {
        const RelationName &name = change.summary().name;
        changes.emplace(name, change);
        if (change.before)
            before.emplace(name, *change.before);
        if (change.before && change.after)
            altered.insert(name);
        if (change.after && seen.contains(name))
            seen[name] = *change.after;
    }
}

const session::RelationChange *RelationMemory::changeOf(const RelationName &name) const
{
    const auto found = changes.find(name);
    return found == changes.end() ? nullptr : &found->second;
}

void RelationMemory::completeBefore()
{
    if (listBefore || changes.empty())
        return;
    listBefore.emplace();
    for (const RelationSummary &summary : list) {
        const session::RelationChange *change = changeOf(summary.name);
        if (!change || change->before)
            listBefore->push_back(summary);
    }
    for (const auto &[name, change] : changes) {
        if (!change.after)
            listBefore->push_back(change.before->summary);
    }
}

} // namespace retort::ui
