// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/blockqueries.h"

#include "engine/script/parsetree.h"

#include <pg_query.h>

namespace retort::script
{

namespace
{

/// The text of EXECUTE 'text'; empty for anything that is put together when it runs.
std::string literalOf(const std::string &expression)
{
    const auto parsed = parseStatements("SELECT " + expression);
    if (!parsed || parsed->size() != 1)
        return {};
    const auto &targets = parsed->front()["SelectStmt"]["targetList"].items();
    return targets.size() == 1 ? targets.front()["ResTarget"]["val"]["A_Const"]["sval"]["sval"].text() : std::string();
}

void collect(const ParseNode &node, bool isExecuted, std::vector<std::string> &queries)
{
    for (const ParseNode &item : node.items())
        collect(item, isExecuted, queries);
    for (const auto &[name, member] : node.members()) {
        if (name == "query" && member.kind() == ParseNode::Kind::Text)
            queries.push_back(isExecuted ? literalOf(member.text()) : member.text());
        else
            collect(member, isExecuted || name == "PLpgSQL_stmt_dynexecute", queries);
    }
}

} // namespace

std::vector<std::string> queriesInBlock(std::string_view doStatement)
{
    std::vector<std::string> queries;
    const PgQueryPlpgsqlParseResult result = pg_query_parse_plpgsql(std::string(doStatement).c_str());
    if (!result.error && result.plpgsql_funcs)
        collect(ParseNode::fromJson(result.plpgsql_funcs), false, queries);
    pg_query_free_plpgsql_parse_result(result);
    return queries;
}

} // namespace retort::script
