// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/rowpreview.h"

#include "engine/base/text.h"
#include "engine/catalog/lookingsql.h"
#include "engine/catalog/reader.h"

#include <algorithm>

namespace retort::catalog
{

namespace
{

constexpr std::string_view ellipsis = "…";

Result<std::vector<std::string>> columnsOf(Reader &reader, const RelationName &name)
{
    const auto rows = reader.query(
        "SELECT a.attname, c.relkind IN ('r', 'p', 'v', 'm', 'f') FROM pg_catalog.pg_class c"
        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE n.nspname = "
        + text::quoteLiteral(name.schema) + " AND c.relname = " + text::quoteLiteral(name.name) + " ORDER BY a.attnum");
    if (!rows)
        return rows.error();
    if (rows->rowCount() == 0)
        return makeError("relation-not-found", "There is no relation " + name.toString() + " any more.",
                         "Refresh the list (F5).");
    if (!rows->boolean(0, 1))
        return makeError("no-rows", name.toString() + " holds no rows of its own.");
    std::vector<std::string> columns;
    for (int row = 0; row < rows->rowCount(); ++row) {
        if (!rows->isNull(row, 0))
            columns.push_back(rows->text(row, 0));
    }
    return columns;
}

/// Each value cut by the server: a row may hold gigabytes. One character more than is shown tells that there is more.
std::string rowsSql(const RelationName &name, const std::vector<std::string> &columns, int limit)
{
    std::vector<std::string> values;
    for (const std::string &column : columns) {
        values.push_back("pg_catalog.left(r." + text::quoteIdentifier(column) + "::pg_catalog.text, "
                         + std::to_string(RowPreview::longest + 1) + ')');
    }
    return "SELECT " + text::join(values, ", ") + " FROM " + quotedName(name) + " r LIMIT "
        + std::to_string(limit + 1);
}

/// The beginning of a text that is too long, cut between characters (UTF-8).
std::string shortened(std::string value)
{
    std::size_t characters = 0;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(value[at]) & 0xC0U) != 0x80U;
        if (begins && ++characters > RowPreview::longest)
            return value.substr(0, at) + std::string(ellipsis);
    }
    return value;
}

} // namespace

Result<RowPreview> previewRows(postgres::Connection &connection, const RelationName &name, int limit)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    if (auto limited = connection.execute(std::string(dataLimits)); !limited)
        return std::move(limited).error();
    auto columns = columnsOf(*reader, name);
    if (!columns)
        return std::move(columns).error();
    const auto found = reader->query(rowsSql(name, *columns, limit));
    if (!found)
        return explainLimits(found.error(), name.toString());
    RowPreview preview;
    preview.columns = *std::move(columns);
    preview.hasMore = found->rowCount() > limit;
    for (int row = 0; row < std::min(limit, found->rowCount()); ++row) {
        auto &values = preview.rows.emplace_back();
        for (int column = 0; column < static_cast<int>(preview.columns.size()); ++column) {
            auto value = found->optionalText(row, column);
            values.push_back(value ? std::optional(shortened(*std::move(value))) : std::nullopt);
        }
    }
    return preview;
}

} // namespace retort::catalog
