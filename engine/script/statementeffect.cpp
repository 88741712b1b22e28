// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/statementeffect.h"

#include "engine/base/text.h"
#include "engine/script/parsetree.h"
#include "engine/script/sqltokens.h"

#include <algorithm>

namespace retort::script
{

namespace
{

using Kind = StatementEffect::Kind;

std::string qualified(const std::string &schema, const std::string &name)
{
    return (schema.empty() ? std::string() : text::quoteIdentifier(schema) + '.') + text::quoteIdentifier(name);
}

std::string nameOf(const ParseNode &rangeVar)
{
    return qualified(rangeVar["schemaname"].text(), rangeVar["relname"].text());
}

/// Of a DROP: each object is a list of name parts.
std::vector<std::string> namesOf(const ParseNode &objects)
{
    std::vector<std::string> names;
    for (const ParseNode &object : objects.items()) {
        std::vector<std::string> parts;
        for (const ParseNode &part : object["List"]["items"].items())
            parts.push_back(text::quoteIdentifier(part["String"]["sval"].text()));
        names.push_back(text::join(parts, "."));
    }
    return names;
}

bool hasOption(const ParseNode &options, std::string_view name)
{
    const auto &items = options.items();
    return std::any_of(items.begin(), items.end(), [name](const ParseNode &item) {
        return text::equalsIgnoringCase(item["DefElem"]["defname"].text(), name);
    });
}

StatementEffect ofIndex(const ParseNode &index)
{
    StatementEffect effect;
    effect.kind = Kind::BuildsIndex;
    effect.names = {index["idxname"].text()};
    effect.table = nameOf(index["relation"]);
    effect.onlyIfMissing = index["if_not_exists"].isTrue();
    effect.byChunk = hasOption(index["options"], "transaction_per_chunk");
    return effect;
}

StatementEffect ofReindex(const ParseNode &reindex)
{
    StatementEffect effect;
    if (!hasOption(reindex["params"], "concurrently")) {
        effect.kind = Kind::Repeatable;
        return effect;
    }
    effect.kind = Kind::RebuildsIndexes;
    const bool isOne = static_cast<bool>(reindex["relation"]);
    effect.names = {isOne ? nameOf(reindex["relation"]) : std::string()};
    effect.ofTable = reindex["kind"].text() == "REINDEX_OBJECT_TABLE";
    return effect;
}

StatementEffect ofAlterTable(const ParseNode &alter)
{
    StatementEffect effect;
    for (const ParseNode &command : alter["cmds"].items()) {
        const ParseNode &partition = command["AlterTableCmd"]["def"]["PartitionCmd"];
        if (!partition["concurrent"].isTrue())
            continue;
        effect.kind = Kind::DetachesPartition;
        effect.table = nameOf(alter["relation"]);
        effect.names = {nameOf(partition["name"])};
    }
    return effect;
}

StatementEffect ofCall(const ParseNode &call)
{
    StatementEffect effect;
    const auto &name = call["funccall"]["funcname"].items();
    if (!name.empty() && name.back()["String"]["sval"].text() == "refresh_continuous_aggregate")
        effect.kind = Kind::Repeatable;
    return effect;
}

StatementEffect named(Kind kind, const ParseNode &name)
{
    StatementEffect effect;
    effect.kind = kind;
    effect.names = {text::quoteIdentifier(name.text())};
    return effect;
}

StatementEffect of(const std::string &statement, const ParseNode &node)
{
    if (statement == "IndexStmt")
        return ofIndex(node);
    if (statement == "DropStmt" && node["removeType"].text() == "OBJECT_INDEX") {
        StatementEffect effect;
        effect.kind = Kind::DropsIndexes;
        effect.names = namesOf(node["objects"]);
        return effect;
    }
    if (statement == "ReindexStmt")
        return ofReindex(node);
    if (statement == "AlterTableStmt")
        return ofAlterTable(node);
    if (statement == "CallStmt")
        return ofCall(node);
    if (statement == "CreatedbStmt")
        return named(Kind::CreatesDatabase, node["dbname"]);
    if (statement == "DropdbStmt")
        return named(Kind::DropsDatabase, node["dbname"]);
    if (statement == "CreateTableSpaceStmt")
        return named(Kind::CreatesTablespace, node["tablespacename"]);
    if (statement == "DropTableSpaceStmt")
        return named(Kind::DropsTablespace, node["tablespacename"]);
    StatementEffect effect;
    if (statement == "VacuumStmt" || statement == "AlterSystemStmt" || statement == "ClusterStmt"
        || statement == "RefreshMatViewStmt" || statement == "DiscardStmt")
        effect.kind = Kind::Repeatable;
    return effect;
}

} // namespace

const std::string &StatementEffect::name() const
{
    static const std::string none;
    return names.empty() ? none : names.front();
}

Result<StatementEffect> statementEffect(std::string_view statement)
{
    const auto parsed = parseStatements(statement);
    if (!parsed)
        return parsed.error();
    for (const ParseNode &wrapper : *parsed) {
        for (const auto &[name, node] : wrapper.members())
            return of(name, node);
    }
    return StatementEffect();
}

bool mayEndTransactions(std::string_view statement)
{
    const std::string_view first = firstWord(statement);
    return text::equalsIgnoringCase(first, "call") || text::equalsIgnoringCase(first, "do");
}

} // namespace retort::script
