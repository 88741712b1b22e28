// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddlparts.h"
#include "engine/diff/foreignoptions.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/tablecopy.h"
#include "engine/diff/timescaleparts.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using catalog::Relation;

/// Without what is made on its own this time.
Relation withoutApart(const Relation &relation, const std::function<bool(const ObjectId &)> &isApart)
{
    Relation rest = relation;
    for (catalog::Column &column : rest.columns) {
        if (column.generated == '\0' && isApart(partOf(relation, "default", column.name)))
            column.defaultExpression.clear();
    }
    std::erase_if(rest.constraints, [&](const catalog::Constraint &constraint) {
        return isApart(partOf(relation, "constraint", constraint.name));
    });
    return rest;
}

/// Forms that a table can't be brought out of or into by ALTER.
std::string form(const Relation &relation)
{
    return catalog::toString(relation.summary.kind) + '\n' + relation.partitionKey + '\n' + relation.typeName + '\n'
        + (relation.foreign ? relation.foreign->server : std::string()) + '\n';
}

Property flagProperty(const std::string &alter, std::string name, bool value, const char *on, const char *off)
{
    return simpleProperty(std::move(name), value ? "on" : "", "", alter + (value ? on : off));
}

Property persistenceProperty(const std::string &alter, const Relation &relation)
{
    const std::string value(1, relation.persistence);
    return simpleProperty("persistence", value, value,
                          alter + (relation.persistence == 'u' ? " SET UNLOGGED" : " SET LOGGED"),
                          {{Risk::Kind::Rewrite, "The whole table is written anew."}});
}

/// USING INDEX is the index's to set.
Property replicaIdentityProperty(const std::string &alter, const Relation &relation)
{
    Property property;
    property.name = "replica identity";
    property.value = std::string(1, relation.replicaIdentity);
    property.initial = "d";
    property.set = [alter, identity = relation.replicaIdentity](const std::string &) {
        switch (identity) {
        case 'n': return statement(alter + " REPLICA IDENTITY NOTHING");
        case 'f': return statement(alter + " REPLICA IDENTITY FULL");
        case 'd': return statement(alter + " REPLICA IDENTITY DEFAULT");
        default: return Statements();
        }
    };
    return property;
}

Part tablePart(const End &end, const Relation &relation)
{
    const std::string object = "TABLE " + relation.summary.name.toString();
    const std::string alter = "ALTER " + object;
    const bool isForeign = relation.summary.kind == catalog::RelationKind::ForeignTable;
    Part part;
    part.id = idOf(relation);
    part.rank = Rank::Table;
    part.holdsData = !isForeign; // the rows of a foreign one are elsewhere
    part.names = {"type " + relation.summary.name.toString()};
    part.body = form(relation) + dimensionsOf(relation);
    part.alter = [&relation](const Part &from, const End &before) -> std::optional<Statements> {
        const Relation *old = before.relation(from.id.name);
        if (old == nullptr || form(*old) != form(relation) || !canTakeDimensions(*old, relation))
            return std::nullopt;
        return Statements(); // the hypertable says it
    };
    part.create = [&relation](const Making &making) {
        return statement(catalog::createTableText(withoutApart(relation, making.isApart)));
    };
    part.drop = [object, isForeign] {
        if (isForeign)
            return statement("DROP FOREIGN " + object);
        return statement("DROP " + object, {{Risk::Kind::DataLoss, "The table's rows are gone."}});
    };
    if (!isForeign)
        addTableCopy(relation, part);
    if (relation.partition) {
        if (const auto parent = catalog::RelationName::parse(relation.partition->parent))
            part.parent = ObjectId{"table", *parent, {}};
    }
    part.properties = {
        persistenceProperty(alter, relation),
        optionsProperty(alter, relation.options, relation.options),
        flagProperty(alter, "row security", relation.rowSecurity, " ENABLE ROW LEVEL SECURITY",
                     " DISABLE ROW LEVEL SECURITY"),
        flagProperty(alter, "forced row security", relation.forcedRowSecurity, " FORCE ROW LEVEL SECURITY",
                     " NO FORCE ROW LEVEL SECURITY"),
        ownerProperty("ALTER " + std::string(isForeign ? "FOREIGN " : "") + object, end.ownerOf(relation.summary.owner)),
        commentProperty((isForeign ? "FOREIGN " : "") + object, relation.summary.comment),
        privilegesProperty(object, relation.summary.owner, relation.privileges, end.ownTablePrivileges(), ""),
    };
    if (!isForeign)
        part.properties.push_back(replicaIdentityProperty(alter, relation));
    if (relation.foreign)
        part.properties.push_back(foreignOptionsProperty("ALTER FOREIGN " + object, relation.foreign->options));
    return part;
}

} // namespace

void collectTables(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        if (isTable(relation))
            parts.push_back(tablePart(end, relation));
    }
}

} // namespace retort::diff
