// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddlparts.h"
#include "engine/diff/families.h"
#include "engine/diff/foreignoptions.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"
#include "engine/diff/tablecopy.h"
#include "engine/diff/timescaleparts.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using catalog::Relation;

/// Of a partition.
const Relation *parentOf(const End &end, const Relation &relation)
{
    const auto name = relation.partition ? catalog::RelationName::parse(relation.partition->parent) : std::nullopt;
    return name ? end.relation(*name) : nullptr;
}

/// Without what is made on its own this time.
Relation withoutApart(const End &end, const Relation &relation, bool isLater,
                      const std::function<bool(const ObjectId &)> &isApart)
{
    Relation rest = relation;
    const Relation *partitioned = isLater ? nullptr : parentOf(end, relation);
    for (catalog::Column &column : rest.columns) {
        const catalog::Column *inherited =
            partitioned == nullptr ? nullptr : end.column(partitioned->summary.name, column.name);
        if (inherited == nullptr)
            continue;
        // A partition has by itself what its table has.
        column.notNull = column.notNull && !inherited->notNull;
        if (column.generated == '\0' && column.defaultExpression == inherited->defaultExpression)
            column.defaultExpression.clear();
    }
    if (isLater) { // a table of its own, until it is attached
        rest.partition.reset();
        for (catalog::Column &column : rest.columns)
            column.isLocal = true;
        for (catalog::Constraint &constraint : rest.constraints)
            constraint.isLocal = true;
    }
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

/// Columns that are its parents' alone. Of a partition they always are.
std::string onlyInherited(const Relation &relation)
{
    std::string names;
    for (const catalog::Column &column : relation.columns) {
        if (!column.isLocal && !relation.partition)
            names += '\n' + column.name;
    }
    return names;
}

/// Whether a column of its own is to be its parent's alone: nothing but a new table brings that. One that has children
/// of its own would hand the trouble on to them.
bool wantsCopy(const Relation &from, const Relation &to)
{
    if (!from.children.empty() || !to.children.empty() || from.partition || to.partition)
        return false;
    return std::any_of(to.columns.begin(), to.columns.end(), [&from](const catalog::Column &column) {
        const auto old = std::find_if(from.columns.begin(), from.columns.end(),
                                      [&column](const catalog::Column &one) { return one.name == column.name; });
        return !column.isLocal && old != from.columns.end() && old->isLocal;
    });
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
    part.body = form(relation) + dimensionsOf(relation) + onlyInherited(relation);
    part.alter = [&relation](const Part &from, const End &before) -> std::optional<Statements> {
        const Relation *old = before.relation(from.id.name);
        if (old == nullptr || form(*old) != form(relation) || !canTakeDimensions(*old, relation)
            || wantsCopy(*old, relation))
            return std::nullopt;
        return Statements(); // the hypertable and the family say it
    };
    part.create = [&end, &relation, isLater = isAttachedLater(end, relation)](const Making &making) {
        return statement(restorable(catalog::createTableText(withoutApart(end, relation, isLater, making.isApart))));
    };
    const Relation *partitioned = parentOf(end, relation);
    // A foreign key to the partitioned table holds its partitions.
    const std::string detach = partitioned == nullptr || partitioned->referencedBy.empty()
        ? std::string()
        : "ALTER TABLE " + relation.partition->parent + " DETACH PARTITION " + relation.summary.name.toString();
    part.drop = [object, isForeign, detach] {
        if (isForeign)
            return statement("DROP FOREIGN " + object);
        Statements statements = detach.empty() ? Statements() : statement(detach);
        statements.push_back(
            {"DROP " + object, Boundary::Inside, {{Risk::Kind::DataLoss, "The table's rows are gone."}}});
        return statements;
    };
    if (!isForeign)
        addTableCopy(end, relation, part);
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
        privilegesProperty(object, relation.summary.owner, relation.privileges, end.ownTablePrivileges(), "",
                           {'r', relation.summary.name.schema}),
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
