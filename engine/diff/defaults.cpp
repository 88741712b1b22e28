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

Part defaultPart(const Relation &relation, const Column &column)
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
        part.comesWithParent = true;
        part.isSeparable = true;
    } else {
        part.parent = idOf(relation);
    }
    part.create = [set](const Making &) { return statement(set); };
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
                parts.push_back(defaultPart(relation, column));
        }
    }
}

} // namespace retort::diff
