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
        if (!pages::differ(relation, *was))
            return Change::None;
        altered.insert(name);
        return Change::Altered;
    }
    return listBefore && !isIn(*listBefore, name) ? Change::Added : Change::None;
}

void RelationMemory::keepAsBefore()
{
    listBefore = list;
    before = seen;
    altered.clear();
}

void RelationMemory::forgetBefore()
{
    listBefore.reset();
    before.clear();
    altered.clear();
}

} // namespace retort::ui
