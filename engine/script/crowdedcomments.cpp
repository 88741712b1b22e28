// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/crowdedcomments.h"

#include <pg_query.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace retort::script
{

namespace
{

constexpr auto none = std::string_view::npos;
constexpr int most = 100; ///< in one run of operator characters

/// scan.l: op_chars.
bool isOperatorCharacter(char c)
{
    return std::string_view("~!@#^&|`?+-*/%<>=").find(c) != none;
}

/// True where what follows `sql` would stand in a literal, a quoted name or a comment to the end of its line, and begin
/// no comment.
bool endsInLiteral(std::string_view sql)
{
    const std::string probed = std::string(sql) + " /*";
    const PgQueryScanResult result = pg_query_scan(probed.c_str());
    const std::string_view message = result.error && result.error->message ? result.error->message : "";
    const bool beginsComment = message.starts_with("unterminated /* comment");
    pg_query_free_scan_result(result);
    return !beginsComment;
}

/// Operator characters without anything else between.
struct Run {
    std::size_t end;
    int comments; ///< that begin in it
};

Run runAt(std::string_view sql, std::size_t at)
{
    Run run{at, 0};
    while (run.end < sql.size() && isOperatorCharacter(sql[run.end])) {
        const std::string_view two = sql.substr(run.end, 2);
        run.comments += two == "/*" ? 1 : 0;
        run.end += two == "/*" || two == "*/" ? 2 : 1;
    }
    return run;
}

} // namespace

std::optional<std::size_t> crowdedComments(std::string_view sql)
{
    std::size_t end = 0; ///< of the latest run of operator characters
    for (std::size_t at = sql.find("/*"); at != none; at = sql.find("/*", end)) {
        while (at > end && isOperatorCharacter(sql[at - 1])) // "*/" may come first
            --at;
        const Run run = runAt(sql, at);
        end = run.end;
        if (run.comments > most && !endsInLiteral(sql.substr(0, at)))
            return at;
    }
    return std::nullopt;
}

} // namespace retort::script
