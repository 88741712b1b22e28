// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/pattern.h"

#include "engine/base/text.h"

#include <vector>

namespace retort::catalog {

namespace {

/// SQLSTATE invalid_regular_expression.
constexpr std::string_view invalidExpression = "2201B";

/// One part between dots, as it grows: once as a regular expression, once as plain text.
struct Part {
    std::string expression;
    std::string literal;
};

class Parser
{
public:
    std::vector<Part> parse(std::string_view pattern)
    {
        for (std::size_t at = 0; at < pattern.size(); ++at) {
            const char next = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
            if (pattern[at] == '"' && m_isQuoted && next == '"') {
                append("\"", '"');
                ++at;
            } else if (pattern[at] == '"') {
                m_isQuoted = !m_isQuoted;
            } else if (m_isQuoted) {
                appendQuoted(pattern[at]);
            } else {
                appendUnquoted(pattern[at], next);
            }
        }
        return std::move(m_parts);
    }

private:
    void append(std::string_view expression, char literal)
    {
        m_parts.back().expression += expression;
        m_parts.back().literal += literal;
    }

    void appendEscaped(char c) { append(std::string{'\\', c}, c); }

    void appendQuoted(char c)
    {
        if (std::string_view("|*+?()[]{}.^$\\").find(c) != std::string_view::npos)
            appendEscaped(c);
        else
            append({&c, 1}, c);
    }

    void appendUnquoted(char c, char next)
    {
        if (c >= 'A' && c <= 'Z') {
            const auto lower = static_cast<char>(c - 'A' + 'a');
            append({&lower, 1}, lower);
        } else if (c == '*') {
            append(".*", c);
        } else if (c == '?') {
            append(".", c);
        } else if (c == '.') {
            m_parts.emplace_back();
        } else if (c == '$' || (c == '[' && next == ']')) {
            // A dollar is a letter in names, and [] is rather an array type than an empty bracket expression.
            appendEscaped(c);
        } else {
            append({&c, 1}, c);
        }
    }

    std::vector<Part> m_parts = std::vector<Part>(1);
    bool m_isQuoted = false;
};

std::string match(std::string_view column, const std::string &expression)
{
    if (expression == ".*")
        return {};
    return std::string(column) + " OPERATOR(pg_catalog.~) " + text::quoteLiteral("^(" + expression + ")$")
        + " COLLATE pg_catalog.\"default\"";
}

} // namespace

std::string NamePattern::conditionOn(const Columns &columns) const
{
    std::string ofName = match(columns.name, name);
    if (!ofName.empty() && !columns.otherName.empty())
        ofName = '(' + ofName + " OR " + match(columns.otherName, name) + ')';
    std::vector<std::string> conditions;
    for (const auto &condition : {ofName, hasSchema ? match(columns.schema, schema) : columns.isVisible}) {
        if (!condition.empty())
            conditions.push_back(condition);
    }
    return conditions.empty() ? "true" : text::join(conditions, " AND ");
}

std::string NamePattern::condition() const
{
    return conditionOn({"c.relname", {}, "n.nspname", "pg_catalog.pg_table_is_visible(c.oid)"});
}

Result<void> checkDatabase(const NamePattern &pattern, const std::string &database)
{
    if (!pattern.hasDatabase || pattern.database == database)
        return {};
    return makeError("bad-pattern", "cross-database references are not implemented: " + pattern.text,
                     "This connection sees the database \"" + database + "\" only.", ExitStatus::Usage);
}

Error patternError(Error error, std::string_view pattern)
{
    if (error.sql && error.sql->sqlstate == invalidExpression) {
        error.code = "bad-pattern";
        error.message = "the pattern \"" + std::string(pattern) + "\" is no regular expression: " + error.sql->message;
        error.hint = "Put double quotes around a name with special characters.";
        error.status = ExitStatus::Usage;
    }
    return error;
}

Result<NamePattern> parsePattern(std::string_view pattern)
{
    auto parts = Parser().parse(pattern);
    if (parts.size() > 3) {
        return makeError("bad-pattern", "improper qualified name (too many dotted names): " + std::string(pattern),
                         "Write it as name, schema.name or database.schema.name; quote a name that has dots.",
                         ExitStatus::Usage);
    }
    NamePattern result;
    result.text = pattern;
    result.name = std::move(parts.back().expression);
    if (parts.size() > 1) {
        result.hasSchema = true;
        result.schema = std::move(parts[parts.size() - 2].expression);
    }
    if (parts.size() > 2) {
        result.hasDatabase = true;
        result.database = std::move(parts.front().literal);
    }
    return result;
}

} // namespace retort::catalog
