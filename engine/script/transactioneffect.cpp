// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/script/parsetree.h"
#include "engine/script/sqltokens.h"
#include "engine/script/statementreader.h"

#include <algorithm>
#include <array>

namespace retort::script {

namespace {

/// Statements with an effect begin with these words and hold the third (any, where empty). Everything else is told
/// without parsing, which would be slow, and would refuse what only newer servers understand.
struct Candidate {
    std::string_view first;
    std::string_view second = {};
    std::string_view mentioned = {};
};

constexpr std::array<Candidate, 34> candidates{{
    {"abort"},
    {"alter", "database", "tablespace"},
    {"alter", "subscription"},
    {"alter", "system"},
    {"alter", "table", "concurrently"},
    {"begin"},
    {"call", "", "refresh_continuous_aggregate"},
    {"call", "", "cagg_migrate"},
    {"cluster"},
    {"commit"},
    {"create", "database"},
    {"create", "index", "concurrently"},
    {"create", "index", "transaction_per_chunk"},
    {"create", "materialized", "continuous"},
    {"create", "subscription"},
    {"create", "tablespace"},
    {"create", "unique", "concurrently"},
    {"create", "unique", "transaction_per_chunk"},
    {"discard", "all"},
    {"drop", "database"},
    {"drop", "index", "concurrently"},
    {"drop", "subscription"},
    {"drop", "tablespace"},
    {"end"},
    {"prepare", "transaction"},
    {"reindex", "", "concurrently"},
    {"reindex", "", "database"},
    {"reindex", "", "schema"},
    {"reindex", "", "system"},
    {"release"},
    {"rollback"},
    {"savepoint"},
    {"start"},
    {"vacuum"},
}};

bool isCandidate(std::string_view statement)
{
    const std::string_view first = firstWord(statement);
    const auto startsWith = [&](const Candidate &candidate) {
        return text::equalsIgnoringCase(first, candidate.first);
    };
    auto candidate = std::find_if(candidates.begin(), candidates.end(), startsWith);
    if (candidate == candidates.end())
        return false;
    const std::string_view rest =
        statement.substr(static_cast<std::size_t>(first.data() + first.size() - statement.data()));
    const std::string_view second = firstWord(rest);
    for (; candidate != candidates.end() && startsWith(*candidate); ++candidate) {
        const bool secondMatches = candidate->second.empty() || text::equalsIgnoringCase(second, candidate->second);
        if (secondMatches && (candidate->mentioned.empty() || mentions(rest, candidate->mentioned)))
            return true;
    }
    return false;
}

/// An option "name" or "name = value", in a list of DefElem; nothing when it isn't there.
const ParseNode *option(const ParseNode &options, std::string_view name, bool ofTimescale = false)
{
    for (const ParseNode &item : options.items()) {
        const ParseNode &element = item["DefElem"];
        const std::string &space = element["defnamespace"].text();
        if (text::equalsIgnoringCase(element["defname"].text(), name)
            && ofTimescale == (space == "timescaledb" || space == "tsdb"))
            return &element;
    }
    return nullptr;
}

/// What PostgreSQL's defGetBoolean makes of an option.
bool isOn(const ParseNode *element, bool otherwise)
{
    if (!element)
        return otherwise;
    const ParseNode &value = (*element)["arg"];
    if (!value)
        return true;
    if (const ParseNode &boolean = value["Boolean"])
        return boolean["boolval"].isTrue();
    if (const ParseNode &number = value["Integer"])
        return number["ival"].text() != "" && number["ival"].text() != "0";
    const std::string word = text::toLower(value["String"]["sval"].text());
    return word == "true" || word == "on" || word == "1" || word == "yes";
}

/// REINDEX of one index or table can run in a block, unless CONCURRENTLY (manual, "REINDEX").
bool reindexIsAlone(const ParseNode &reindex)
{
    const std::string &kind = reindex["kind"].text();
    return kind == "REINDEX_OBJECT_DATABASE" || kind == "REINDEX_OBJECT_SYSTEM" || kind == "REINDEX_OBJECT_SCHEMA"
        || isOn(option(reindex["params"], "concurrently"), false);
}

/// Manual, "CREATE SUBSCRIPTION", "ALTER SUBSCRIPTION", "DROP SUBSCRIPTION": what makes or drops a slot, or refreshes.
/// A DROP is taken to have a slot, since only the catalog knows.
bool subscriptionIsAlone(const std::string &statement, const ParseNode &node)
{
    if (statement == "DropSubscriptionStmt")
        return true;
    if (statement == "CreateSubscriptionStmt")
        return isOn(option(node["options"], "create_slot"), isOn(option(node["options"], "connect"), true));
    const std::string &kind = node["kind"].text();
    if (kind == "ALTER_SUBSCRIPTION_REFRESH")
        return true;
    const bool changesPublications = kind == "ALTER_SUBSCRIPTION_SET_PUBLICATION"
        || kind == "ALTER_SUBSCRIPTION_ADD_PUBLICATION" || kind == "ALTER_SUBSCRIPTION_DROP_PUBLICATION";
    return changesPublications && isOn(option(node["options"], "refresh"), true);
}

bool detachesConcurrently(const ParseNode &alterTable)
{
    const auto &commands = alterTable["cmds"].items();
    return std::any_of(commands.begin(), commands.end(), [](const ParseNode &command) {
        return command["AlterTableCmd"]["def"]["PartitionCmd"]["concurrent"].isTrue();
    });
}

/// TimescaleDB fills a continuous aggregate in transactions of its own, unless WITH NO DATA; so do these procedures.
bool callsAlone(const ParseNode &call)
{
    const auto &name = call["funccall"]["funcname"].items();
    if (name.empty())
        return false;
    const std::string &last = name.back()["String"]["sval"].text();
    return last == "refresh_continuous_aggregate" || last == "cagg_migrate";
}

bool mustBeAlone(const std::string &statement, const ParseNode &node)
{
    static constexpr std::array<std::string_view, 5> always{"CreatedbStmt", "DropdbStmt", "CreateTableSpaceStmt",
                                                            "DropTableSpaceStmt", "AlterSystemStmt"};
    if (std::find(always.begin(), always.end(), statement) != always.end())
        return true;
    if (statement == "VacuumStmt")
        return node["is_vacuumcmd"].isTrue(); // ANALYZE is the same node
    if (statement == "IndexStmt")
        return node["concurrent"].isTrue() || isOn(option(node["options"], "transaction_per_chunk", true), false);
    if (statement == "DropStmt")
        return node["concurrent"].isTrue();
    if (statement == "ReindexStmt")
        return reindexIsAlone(node);
    if (statement == "ClusterStmt")
        return !node["relation"];
    if (statement == "AlterDatabaseStmt")
        return option(node["options"], "tablespace") != nullptr;
    if (statement.ends_with("SubscriptionStmt"))
        return subscriptionIsAlone(statement, node);
    if (statement == "AlterTableStmt")
        return detachesConcurrently(node);
    if (statement == "DiscardStmt")
        return node["target"].text() == "DISCARD_ALL" || !node["target"];
    if (statement == "CallStmt")
        return callsAlone(node);
    if (statement == "CreateTableAsStmt")
        return isOn(option(node["into"]["options"], "continuous", true), false) && !node["into"]["skipData"].isTrue();
    return false;
}

} // namespace

Result<TransactionEffect> transactionEffect(std::string_view statement)
{
    if (!isCandidate(statement))
        return TransactionEffect::None;
    const auto parsed = parseStatements(statement);
    if (!parsed)
        return parsed.error();
    auto effect = TransactionEffect::None;
    for (const ParseNode &wrapper : *parsed) {
        for (const auto &[name, node] : wrapper.members()) {
            if (name == "TransactionStmt")
                return TransactionEffect::Control;
            if (mustBeAlone(name, node))
                effect = TransactionEffect::MustBeAlone;
        }
    }
    return effect;
}

} // namespace retort::script
