// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/statementwalk.h"

#include "engine/base/text.h"
#include "engine/script/blockqueries.h"
#include "engine/script/sqltokens.h"

namespace retort::script
{

namespace
{

constexpr int deepestBlock = 4;

void walk(std::string_view sql, const StatementFilter &wants, const StatementVisitor &take, int depth)
{
    const std::string first = text::toLower(firstWord(sql));
    const bool isTooDeep = depth > deepestBlock;
    if (first == "do" && !isTooDeep) {
        for (const std::string &query : queriesInBlock(sql))
            walk(query, wants, take, depth + 1);
        return;
    }
    if (!wants(first, sql) || isTooDeep)
        return;
    const auto parsed = parseStatements(sql);
    if (!parsed)
        return;
    for (const ParseNode &wrapper : *parsed) {
        for (const auto &[name, node] : wrapper.members())
            take(name, node);
    }
}

} // namespace

void walkStatements(std::string_view sql, const StatementFilter &wants, const StatementVisitor &take)
{
    walk(sql, wants, take, 0);
}

std::string relationName(const ParseNode &rangeVar)
{
    const std::string &schema = rangeVar["schemaname"].text();
    return schema.empty() ? rangeVar["relname"].text() : schema + '.' + rangeVar["relname"].text();
}

void forEachCall(const ParseNode &select, const std::function<void(const ParseNode &call)> &take)
{
    for (const ParseNode &target : select["targetList"].items())
        take(target["ResTarget"]["val"]["FuncCall"]);
    for (const ParseNode &source : select["fromClause"].items()) {
        // RangeFunction → functions → one List a function → its first item
        for (const ParseNode &function : source["RangeFunction"]["functions"].items()) {
            const auto &parts = function["List"]["items"].items();
            if (!parts.empty())
                take(parts.front()["FuncCall"]);
        }
    }
}

const std::string &literalArgument(const ParseNode &argument)
{
    const ParseNode *node = &argument;
    if ((*node)["NamedArgExpr"])
        node = &(*node)["NamedArgExpr"]["arg"];
    if ((*node)["TypeCast"])
        node = &(*node)["TypeCast"]["arg"];
    return (*node)["A_Const"]["sval"]["sval"].text();
}

} // namespace retort::script
