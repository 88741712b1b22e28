// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/kinds.h"

namespace retort::diff
{

namespace
{

using catalog::Column;
using catalog::Relation;

/// Set on a parent, a default would go to its children too; those say their own.
std::string alterTable(const Relation &relation)
{
    const std::string name = relation.summary.name.toString();
    if (relation.summary.kind == catalog::RelationKind::View)
        return "ALTER VIEW " + name;
    return (relation.children.empty() || relation.hypertable ? "ALTER TABLE " : "ALTER TABLE ONLY ") + name;
}

/// What the column has by inheritance.
std::string inheritedDefault(const End &end, const Relation &relation, const Column &column)
{
    for (const std::string &name : relation.inherits) {
        const auto parent = catalog::RelationName::parse(name);
        const Column *inherited = parent ? end.column(*parent, column.name) : nullptr;
        if (inherited != nullptr)
            return inherited->defaultExpression;
    }
    return {};
}

Part defaultPart(const End &end, const Relation &relation, const Column &column)
{
    const std::string alter = alterTable(relation) + " ALTER COLUMN " + quoted(column.name);
    const std::string set = alter + " SET DEFAULT " + column.defaultExpression;
    Part part;
    part.id = partOf(relation, "default", column.name);
    part.rank = Rank::Default;
    part.body = column.defaultExpression;
    part.holdsTypes = true;
    if (isTable(relation)) {
        part.parent = partOf(relation, "column", column.name);
        part.comesWithParent = column.isLocal || relation.partition;
        part.isSeparable = true;
    } else {
        part.parent = idOf(relation);
    }
    const bool comesFromParent = !column.isLocal && inheritedDefault(end, relation, column) == column.defaultExpression;
    part.create = [set, comesFromParent, name = relation.summary.name](const Making &making) {
        const bool isNewTable = making.before.relation(name) == nullptr;
        return comesFromParent && isNewTable ? Statements() : statement(set);
    };
    part.drop = [alter] { return statement(alter + " DROP DEFAULT"); };
    part.alter = [set](const Part &, const End &) { return statement(set); };
    return part;
}

} // namespace

void collectDefaults(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        if (!isTable(relation) && relation.summary.kind != catalog::RelationKind::View)
            continue;
        for (const Column &column : relation.columns) {
            if (!column.defaultExpression.empty() && column.generated == '\0')
                parts.push_back(defaultPart(end, relation, column));
        }
    }
}

} // namespace retort::diff
