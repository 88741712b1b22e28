// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/relation.h"

#include "engine/base/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace retort::catalog {

namespace {

/// Key words that can't name a relation unquoted: PostgreSQL manual, appendix C, "reserved" and
/// "reserved (can be function or type)" and "cannot be function or type", as quote_ident() takes them. Sorted.
// clang-format off
constexpr auto reservedWords = std::to_array<std::string_view>({
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between",
    "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce",
    "collate", "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog",
    "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "dec",
    "decimal", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "exists", "extract",
    "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group", "grouping",
    "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval", "into", "is",
    "isnull", "join", "json_array", "json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query",
    "json_scalar", "json_serialize", "json_table", "json_value", "lateral", "leading", "least", "left", "like",
    "limit", "localtime", "localtimestamp", "merge_action", "national", "natural", "nchar", "none", "normalize",
    "not", "notnull", "null", "nullif", "numeric", "offset", "on", "only", "or", "order", "out", "outer", "overlaps",
    "overlay", "placing", "position", "precision", "primary", "real", "references", "returning", "right", "row",
    "select", "session_user", "setof", "similar", "smallint", "some", "substring", "symmetric", "system_user",
    "table", "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique",
    "user", "using", "values", "varchar", "variadic", "verbose", "when", "where", "window", "with", "xmlattributes",
    "xmlconcat", "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot",
    "xmlserialize", "xmltable",
});
// clang-format on
static_assert(std::is_sorted(reservedWords.begin(), reservedWords.end()));

bool needsNoQuotes(std::string_view name)
{
    const auto isStart = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    const auto isPart = [&](char c) { return isStart(c) || (c >= '0' && c <= '9'); };
    return !name.empty() && isStart(name.front()) && std::all_of(name.begin(), name.end(), isPart)
        && !std::binary_search(reservedWords.begin(), reservedWords.end(), name);
}

std::string identifier(std::string_view name)
{
    return needsNoQuotes(name) ? std::string(name) : text::quoteIdentifier(name);
}

/// Takes one identifier off the front; nothing where there is none.
std::optional<std::string> takeIdentifier(std::string_view &text)
{
    std::string name;
    if (!text.starts_with('"')) {
        const std::size_t end = std::min(text.find('.'), text.size());
        name = text.substr(0, end);
        text.remove_prefix(end);
        return name.empty() || name.find('"') != std::string::npos ? std::nullopt : std::optional(name);
    }
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '"' && text.substr(at).starts_with("\"\"")) {
            ++at;
        } else if (text[at] == '"') {
            text.remove_prefix(at + 1);
            return name;
        }
        name += text[at];
    }
    return std::nullopt;
}

} // namespace

std::optional<RelationName> RelationName::parse(std::string_view text)
{
    auto first = takeIdentifier(text);
    if (!first || text.empty())
        return first ? std::optional(RelationName{{}, *std::move(first)}) : std::nullopt;
    if (!text.starts_with('.'))
        return std::nullopt;
    text.remove_prefix(1);
    auto second = takeIdentifier(text);
    if (!second || !text.empty())
        return std::nullopt;
    return RelationName{*std::move(first), *std::move(second)};
}

std::string toString(RelationKind kind)
{
    switch (kind) {
    case RelationKind::Table: return "table";
    case RelationKind::PartitionedTable: return "partitioned table";
    case RelationKind::View: return "view";
    case RelationKind::MaterializedView: return "materialized view";
    case RelationKind::Index: return "index";
    case RelationKind::PartitionedIndex: return "partitioned index";
    case RelationKind::Sequence: return "sequence";
    case RelationKind::ForeignTable: return "foreign table";
    case RelationKind::CompositeType: return "composite type";
    case RelationKind::Toast: return "TOAST table";
    }
    return {};
}

std::string RelationName::toString() const
{
    return schema.empty() ? identifier(name) : identifier(schema) + "." + identifier(name);
}

} // namespace retort::catalog
