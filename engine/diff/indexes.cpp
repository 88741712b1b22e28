// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddlparts.h"
#include "engine/diff/indexparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/matching.h"
#include "engine/diff/online.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"

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

/// Of a partitioned table: an empty shell that takes the indexes of the partitions, which were built before.
Statements attachIndexes(const End &end, const Relation &relation, const Index &index)
{
    const std::string name = catalog::RelationName{relation.summary.name.schema, index.name}.toString();
    Statements statements = statement(catalog::createIndexText(index));
    for (const catalog::ChildRelation &child : relation.children) {
        const auto childName = catalog::RelationName::parse(child.name);
        const Relation *partition = childName ? end.relation(*childName) : nullptr;
        if (partition == nullptr)
            continue;
        for (const Index &one : partition->indexes) {
            const auto parent = catalog::RelationName::parse(one.parent);
            if (!parent || parent->name != index.name)
                continue;
            statements.push_back({"ALTER INDEX " + name + " ATTACH PARTITION "
                                  + catalog::RelationName{partition->summary.name.schema, one.name}.toString()});
        }
    }
    return statements;
}

/// Built beside the old one, which then goes: queries have one of them at any time.
std::optional<Statements> swapIndex(const End &end, const Relation &relation, const Index &index,
                                    const std::string &definition, const End &before)
{
    if (!isOnlineTable(end, relation) || index.isUnique || !index.parent.empty())
        return std::nullopt;
    const std::string &schema = relation.summary.name.schema;
    const std::string moment = withEnding(index.name, "_new");
    std::string create = definition;
    const std::string old = quoted(index.name) + " ON ";
    const std::size_t at = create.find(old);
    if (at == std::string::npos)
        return std::nullopt;
    create.replace(at, old.size(), quoted(moment) + " ON ");
    Statements statements{createConcurrently(create),
                          dropConcurrently(catalog::RelationName{schema, index.name}.toString()),
                          {"ALTER INDEX " + catalog::RelationName{schema, moment}.toString() + " RENAME TO " + quoted(index.name)}};
    Part settings;
    addIndexProperties(relation, index, settings);
    for (Statement &one : propertyChanges(nullptr, settings, before, false))
        statements.push_back(std::move(one));
    return statements;
}

/// Where the keys' parenthesis is closed, INCLUDE's too: options stand behind it and before the predicate.
std::size_t endOfKeys(const std::string &definition)
{
    int depth = 0;
    char quote = '\0';
    std::size_t end = definition.find(" USING ");
    for (std::size_t at = std::min(end, definition.size()); at < definition.size(); ++at) {
        const char c = definition[at];
        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '(')
            ++depth;
        else if (c == ')' && --depth == 0)
            end = at + 1;
        else if (depth == 0 && (definition.compare(at, 6, " WITH ") == 0 || definition.compare(at, 7, " WHERE ") == 0))
            break;
    }
    return end;
}

/// Whether partitions have constraints behind it, which don't go with a plain DROP.
bool hasConstraintsBelow(const End &end, const Relation &relation, const Index &index)
{
    const std::string name = catalog::RelationName{relation.summary.name.schema, index.name}.toString();
    return std::any_of(relation.children.begin(), relation.children.end(), [&](const catalog::ChildRelation &child) {
        const auto parsed = catalog::RelationName::parse(child.name);
        const Relation *partition = parsed ? end.relation(*parsed) : nullptr;
        return partition != nullptr
            && std::any_of(partition->indexes.begin(), partition->indexes.end(), [&](const Index &one) {
                   return one.constraintType != '\0' && (one.parent == name || one.parent == index.name);
               });
    });
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
    const std::string definition = restorable(definitionOf(relation, index));
    // An index that a failed build left behind helps nobody.
    part.body = withoutElementCasts(withoutOptions(definition).definition) + (index.isValid || relation.summary.kind == catalog::RelationKind::PartitionedTable
                                  ? ""
                                  : " (invalid)");
    part.unnamed = part.body;
    if (const std::size_t at = part.unnamed.find(' ' + quoted(index.name) + " ON "); at != std::string::npos)
        part.unnamed.erase(at, quoted(index.name).size() + 1);
    part.rename = [name = index.name](const Part &from) {
        return statement("ALTER INDEX " + from.id.name.toString() + " RENAME TO " + quoted(name));
    };
    if (!index.parent.empty())
        part.otherParent = parentIndex(end, relation, index);
    part.create = [&end, &relation, &index, definition, original = part.otherParent](const Making &making) {
        // A new partition gets those that its parent has.
        const auto &table = relation.summary.name;
        if (original && making.before.relation(table) == nullptr && making.before.hasIndex(*original))
            return Statements();
        const bool isPartitioned = relation.summary.kind == catalog::RelationKind::PartitionedTable;
        if (end.isOnline() && isPartitioned && isInUse(relation, making.before))
            return attachIndexes(end, relation, index);
        if (isOnlineTable(end, relation) && isInUse(relation, making.before))
            return Statements{createConcurrently(definition)};
        return statement(definition, {{Risk::Kind::WriteLock, "The table takes no writes while the index is built."}});
    };
    const bool isOnline = isOnlineTable(end, relation) && index.parent.empty();
    part.drop = [name, isOnline, hasConstraints = hasConstraintsBelow(end, relation, index)] {
        return isOnline ? Statements{dropConcurrently(name)}
                        : statement("DROP INDEX " + name + (hasConstraints ? " CASCADE" : ""));
    };
    part.alter = [&end, &relation, &index, definition](const Part &, const End &before) {
        return isInUse(relation, before) ? swapIndex(end, relation, index, definition, before) : std::nullopt;
    };
    addIndexProperties(relation, index, part);
    return part;
}

} // namespace

IndexText withoutOptions(const std::string &definition)
{
    constexpr std::string_view mark = " WITH (";
    const std::size_t from = definition.find(mark, std::min(endOfKeys(definition), definition.size()));
    if (from == std::string::npos)
        return {definition, {}};
    const std::size_t where = definition.find(" WHERE ", endOfKeys(definition));
    const std::size_t to = definition.find(')', from);
    if (to == std::string::npos || where < from)
        return {definition, {}};
    IndexText text{definition.substr(0, from) + definition.substr(to + 1), {}};
    for (const char c : definition.substr(from + mark.size(), to - from - mark.size())) {
        if (c != '\'')
            text.options += c;
    }
    return text;
}

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
    // Neither PRIMARY KEY nor UNIQUE is printed with them.
    const std::string options = withoutOptions(index.definition).options;
    const bool isSaid = index.constraintType == '\0' || index.constraintType == 'x';
    part.properties.push_back(optionsProperty("ALTER INDEX " + indexName, options, isSaid ? options : std::string()));
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
