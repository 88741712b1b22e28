// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/ddlparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"
#include "engine/diff/viewparts.h"

namespace retort::diff
{

namespace
{

using catalog::Column;
using catalog::Relation;
using catalog::RelationKind;

/// CREATE OR REPLACE takes more columns at the end, and changes nothing of those that were there.
bool canReplace(const Relation &from, const Relation &to)
{
    if (from.columns.size() > to.columns.size())
        return false;
    for (std::size_t at = 0; at < from.columns.size(); ++at) {
        const Column &old = from.columns[at];
        const Column &wanted = to.columns[at];
        if (old.name != wanted.name || old.type != wanted.type || old.collation != wanted.collation)
            return false;
    }
    return true;
}

/// Of a materialized view, whose columns can be stored and counted in other ways.
void addColumnSettings(const Relation &relation, const std::string &alter, Part &part)
{
    for (const Column &column : relation.columns) {
        const std::string alterColumn = alter + " ALTER COLUMN " + quoted(column.name);
        const std::string target = std::to_string(column.statisticsTarget);
        part.properties.push_back(simpleProperty("statistics target of " + column.name, target, "-1",
                                                 alterColumn + " SET STATISTICS " + target));
        part.properties.push_back(simpleProperty("storage of " + column.name,
                                                 column.hasOwnStorage ? column.storage : std::string(), "",
                                                 alterColumn + " SET STORAGE " + column.storage));
    }
}

Part viewPart(const End &end, const Relation &relation)
{
    const bool isStored = relation.summary.kind == RelationKind::MaterializedView;
    const std::string object = (isStored ? "MATERIALIZED VIEW " : "VIEW ") + relation.summary.name.toString();
    Part part;
    part.id = idOf(relation);
    part.rank = Rank::View;
    part.holdsTypes = true;
    part.names = {"type " + relation.summary.name.toString()};
    part.body = withoutElementCasts(relation.viewDefinition);
    for (const Column &column : relation.columns)
        part.body += '\n' + column.name + ' ' + column.type;
    part.create = [&relation](const Making &) { return statement(restorable(catalog::createViewText(relation))); };
    part.drop = [object] { return statement("DROP " + object); };
    if (!isStored) {
        part.alter = [&relation](const Part &from, const End &before) -> std::optional<Statements> {
            const Relation *old = before.relation(from.id.name);
            if (old == nullptr || !canReplace(*old, relation))
                return std::nullopt;
            return statement(replacing(restorable(catalog::createViewText(relation))));
        };
    }
    part.properties.push_back(optionsProperty("ALTER " + object, relation.options, relation.options));
    if (isStored && relation.isPopulated) { // rows are no schema: those that are there stay
        part.properties.push_back(simpleProperty("populated", "yes", "yes", "REFRESH " + object));
    }
    part.properties.push_back(ownerProperty("ALTER " + object, end.ownerOf(relation.summary.owner)));
    part.properties.push_back(commentProperty(object, relation.summary.comment));
    if (isStored)
        addColumnSettings(relation, "ALTER " + object, part);
    addViewProperties(end, relation, part);
    return part;
}

} // namespace

void addViewProperties(const End &end, const Relation &relation, Part &part)
{
    const std::string table = "TABLE " + relation.summary.name.toString();
    part.properties.push_back(privilegesProperty(table, relation.summary.owner, relation.privileges,
                                                 end.ownTablePrivileges(), "", {'r', relation.summary.name.schema}));
    for (const Column &column : relation.columns) {
        part.properties.push_back(commentProperty(
            "COLUMN " + relation.summary.name.toString() + '.' + quoted(column.name), column.comment));
        part.properties.back().name = "comment of " + column.name;
        part.properties.push_back(
            columnPrivilegesProperty(table, relation.summary.owner, column.privileges, column.name));
        part.properties.back().name = "privileges of " + column.name;
    }
}

void collectViews(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        const RelationKind kind = relation.summary.kind;
        if ((kind == RelationKind::View || kind == RelationKind::MaterializedView) && !relation.continuousAggregate)
            parts.push_back(viewPart(end, relation));
    }
}

} // namespace retort::diff
