// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddlparts.h"
#include "engine/diff/indexparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using catalog::Index;
using catalog::Relation;

/// The server prints the index of a partitioned table so that the partitions go without; here they get theirs.
std::string definitionOf(const Relation &relation, const Index &index)
{
    std::string text = catalog::createIndexText(index);
    if (relation.summary.kind != catalog::RelationKind::PartitionedTable)
        return text;
    constexpr std::string_view only = " ON ONLY ";
    if (const std::size_t found = text.find(only); found != std::string::npos)
        text.replace(found, only.size(), " ON ");
    return text;
}

Part indexPart(const End &end, const Relation &relation, const Index &index)
{
    const std::string name = catalog::RelationName{relation.summary.name.schema, index.name}.toString();
    Part part;
    part.id = idOf(relation, index);
    part.rank = Rank::Index;
    part.parent = idOf(relation);
    part.needs = {idOf(relation)};
    part.names = {"type " + name};
    const std::string definition = definitionOf(relation, index);
    // An index that a failed build left behind helps nobody.
    part.body = definition + (index.isValid || relation.summary.kind == catalog::RelationKind::PartitionedTable
                                  ? ""
                                  : " (invalid)");
    if (!index.parent.empty())
        part.otherParent = parentIndex(end, relation, index);
    part.create = [definition, original = part.otherParent, table = relation.summary.name](const Making &making) {
        // A new partition gets those that its parent has.
        if (original && making.before.relation(table) == nullptr && making.before.hasIndex(*original))
            return Statements();
        return statement(definition, {{Risk::Kind::WriteLock, "The table takes no writes while the index is built."}});
    };
    part.drop = [name] { return statement("DROP INDEX " + name); };
    addIndexProperties(relation, index, part);
    return part;
}

} // namespace

void addIndexProperties(const Relation &relation, const Index &index, Part &part)
{
    const std::string &schema = relation.summary.name.schema;
    const std::string table = relation.summary.name.toString();
    const std::string alter =
        (relation.summary.kind == catalog::RelationKind::MaterializedView ? "ALTER MATERIALIZED VIEW " : "ALTER TABLE ")
        + table;
    part.properties.push_back(
        commentProperty("INDEX " + catalog::RelationName{schema, index.name}.toString(), index.comment));
    part.properties.back().name = "index comment";
    const std::string indexName = catalog::RelationName{schema, index.name}.toString();
    Property targets;
    targets.name = "statistics targets";
    targets.value = index.statisticsTargets;
    targets.set = [indexName, wanted = index.statisticsTargets](const std::string &before) {
        Statements statements;
        const auto set = [&](const std::string &list, bool isReset) {
            for (const auto item : text::split(list, ',')) {
                const auto blank = item.find(' ');
                if (blank == std::string_view::npos)
                    continue;
                statements.push_back({"ALTER INDEX " + indexName + " ALTER COLUMN " + std::string(item.substr(0, blank))
                                      + " SET STATISTICS " + (isReset ? "-1" : std::string(item.substr(blank + 1)))});
            }
        };
        set(before, true);
        set(wanted, false);
        return statements;
    };
    part.properties.push_back(std::move(targets));
    Property cluster;
    cluster.name = "cluster";
    cluster.value = index.isClustered ? "on" : "";
    const bool hasClustered = std::any_of(relation.indexes.begin(), relation.indexes.end(),
                                          [](const Index &one) { return one.isClustered; });
    cluster.set = [alter, name = index.name, isClustered = index.isClustered, hasClustered](const std::string &) {
        if (isClustered)
            return statement(alter + " CLUSTER ON " + quoted(name));
        return hasClustered ? Statements() : statement(alter + " SET WITHOUT CLUSTER");
    };
    part.properties.push_back(std::move(cluster));
    Property identity;
    identity.name = "replica identity";
    identity.value = index.isReplicaIdentity ? "on" : "";
    identity.set = [alter, name = index.name, isIdentity = index.isReplicaIdentity](const std::string &) {
        return isIdentity ? statement(alter + " REPLICA IDENTITY USING INDEX " + quoted(name)) : Statements();
    };
    part.properties.push_back(std::move(identity));
}

std::optional<ObjectId> parentIndex(const End &end, const Relation &relation, const Index &index)
{
    const auto name = catalog::RelationName::parse(index.parent);
    const auto tableName = relation.partition ? catalog::RelationName::parse(relation.partition->parent) : std::nullopt;
    const Relation *table = tableName ? end.relation(*tableName) : nullptr;
    if (!name || table == nullptr)
        return std::nullopt;
    const auto found = std::find_if(table->indexes.begin(), table->indexes.end(),
                                    [&name](const Index &one) { return one.name == name->name; });
    if (found == table->indexes.end())
        return std::nullopt;
    return idOf(*table, *found);
}

void collectIndexes(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        for (const Index &index : relation.indexes) {
            if (index.constraintType == '\0')
                parts.push_back(indexPart(end, relation, index));
        }
    }
}

} // namespace retort::diff
