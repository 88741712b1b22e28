// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/families.h"

#include "engine/catalog/ddlparts.h"
#include "engine/diff/indexparts.h"
#include "engine/diff/kinds.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using catalog::Relation;

/// ATTACH and DETACH: a part of its own, so that every partition has left before one comes.
Part partitionPart(const End &end, const Relation &relation)
{
    const std::string name = relation.summary.name.toString();
    const auto &facts = *relation.partition;
    Part part;
    part.id = {"partition", relation.summary.name, {}};
    part.rank = Rank::Family;
    part.parent = idOf(relation);
    part.comesWithParent = !isAttachedLater(end, relation);
    if (const auto parent = catalog::RelationName::parse(facts.parent))
        part.needs = {{"table", *parent, {}}};
    part.body = facts.parent + ' ' + facts.bound;
    part.create = [sql = catalog::attachPartitionText(facts.parent, name, facts.bound)](const Making &) {
        return statement(sql, {{Risk::Kind::Scan, "The rows are checked against the partition's bounds."},
                               {Risk::Kind::MayFail, "A row outside of the bounds stops it."}});
    };
    part.drop = [sql = "ALTER TABLE " + facts.parent + " DETACH PARTITION " + name] {
        return statement(sql, {{Risk::Kind::ExclusiveLock, "Readers of the partitioned table wait."}});
    };
    return part;
}

/// A column or a check of that name; no table has both under one.
bool hasPart(const Relation &relation, const std::string &name)
{
    const auto isIt = [&name](const auto &one) { return one.name == name; };
    return std::any_of(relation.columns.begin(), relation.columns.end(), isIt)
        || std::any_of(relation.constraints.begin(), relation.constraints.end(), isIt);
}

Part inheritancePart(const Relation &relation, const std::string &parent)
{
    const std::string name = relation.summary.name.toString();
    Part part;
    part.id = {"inheritance", relation.summary.name, parent};
    part.rank = Rank::Family;
    part.parent = idOf(relation);
    part.comesWithParent = true;
    if (const auto parsed = catalog::RelationName::parse(parent))
        part.needs = {{"table", *parsed, {}}};
    part.create = [sql = catalog::inheritText(name, parent)](const Making &) { return statement(sql); };
    part.drop = [sql = "ALTER TABLE " + name + " NO INHERIT " + parent] { return statement(sql); };
    return part;
}

} // namespace

std::vector<std::string> parentsOf(const Relation &relation)
{
    std::vector<std::string> parents = relation.inherits;
    if (relation.partition)
        parents.push_back(relation.partition->parent);
    return parents;
}

bool hasParent(const Relation *relation, const std::string &parent)
{
    if (relation == nullptr)
        return false;
    const auto parents = parentsOf(*relation);
    return std::find(parents.begin(), parents.end(), parent) != parents.end();
}

bool isInheritedAnyway(const Relation &relation, const Making &making)
{
    const Relation *old = making.before.relation(relation.summary.name);
    if (old == nullptr)
        return true; // the create says it
    const auto parents = parentsOf(relation);
    return std::any_of(parents.begin(), parents.end(),
                       [old](const std::string &parent) { return hasParent(old, parent); });
}

std::optional<ObjectId> partOfParent(const End &end, const Relation &relation, const char *kind,
                                     const std::string &name)
{
    for (const std::string &printed : parentsOf(relation)) {
        const auto parsed = catalog::RelationName::parse(printed);
        const Relation *parent = parsed ? end.relation(*parsed) : nullptr;
        if (parent != nullptr && hasPart(*parent, name))
            return ObjectId{kind, *parsed, name};
    }
    return std::nullopt;
}

bool isAttachedLater(const End &end, const Relation &relation)
{
    return std::any_of(relation.indexes.begin(), relation.indexes.end(), [&](const catalog::Index &index) {
        const auto parent = index.parent.empty() ? std::nullopt : parentIndex(end, relation, index);
        return parent && index.constraintType != '\0' && parent->kind != "constraint";
    });
}

void collectFamilies(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        if (!isTable(relation))
            continue;
        if (relation.partition)
            parts.push_back(partitionPart(end, relation));
        for (const std::string &parent : relation.inherits)
            parts.push_back(inheritancePart(relation, parent));
    }
}

} // namespace retort::diff
