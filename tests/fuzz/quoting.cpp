// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed ends up in SQL: as a literal, as a name, as a pattern of psql. It must not be read as anything else.
#include "engine/base/text.h"
#include "engine/catalog/pattern.h"
#include "engine/script/parsetree.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <string>

namespace retort::fuzz
{

namespace
{

constexpr std::size_t longestName = 63; // PostgreSQL manual, "Identifiers and Key Words": longer ones are cut

script::ParseNode onlyStatement(const std::string &sql)
{
    auto statements = script::parseStatements(sql);
    holds(statements && statements->size() == 1, "quoted text is one statement: " + sql);
    return std::move(statements->front());
}

void checkLiteral(const std::string &text)
{
    const auto statement = onlyStatement("SELECT " + text::quoteLiteral(text));
    const auto &targets = statement["SelectStmt"]["targetList"].items();
    holds(targets.size() == 1, "a literal is one value");
    holds(targets.front()["ResTarget"]["val"]["A_Const"]["sval"]["sval"].text() == text,
          "a literal is what was quoted");
}

void checkIdentifier(const std::string &name)
{
    if (name.empty() || name.size() > longestName)
        return;
    const auto statement = onlyStatement("TABLE " + text::quoteIdentifier(name));
    const auto &from = statement["SelectStmt"]["fromClause"].items();
    holds(from.size() == 1 && from.front()["RangeVar"]["relname"].text() == name, "a name is what was quoted");
}

void checkPattern(std::string_view text)
{
    const auto pattern = catalog::parsePattern(text);
    if (!pattern) {
        checkError(pattern.error(), text);
        return;
    }
    const auto statement =
        onlyStatement("SELECT FROM pg_class c, pg_namespace n WHERE " + pattern->condition() + " ORDER BY c.oid");
    holds(statement["SelectStmt"]["sortClause"].items().size() == 1, "a pattern ends where its condition ends");
}

} // namespace

void quoting(std::string_view input)
{
    // Neither comes this far: the command line, the console and the readers of files refuse both.
    if (input.find('\0') != std::string_view::npos || text::invalidUtf8Offset(input))
        return;
    checkLiteral(std::string(input));
    checkIdentifier(std::string(input));
    checkPattern(input);
}

} // namespace retort::fuzz
