// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/plaintexts.h"

#include "engine/base/text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace retort::catalog
{

namespace
{

/// pg_index.indoption (catalog/pg_index.h).
constexpr std::int64_t isDescending = 1;
constexpr std::int64_t isNullsFirst = 2;

/// int2vector_out() and oidvector_out(): numbers between spaces; array_out() of them: between commas, in braces.
std::vector<std::int64_t> numbersIn(std::string_view text)
{
    std::vector<std::int64_t> numbers;
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at != end) {
        std::int64_t number = 0;
        const auto [next, error] = std::from_chars(at, end, number);
        if (error == std::errc())
            numbers.push_back(number);
        at = next == at ? at + 1 : next;
    }
    return numbers;
}

std::string_view order(std::int64_t option)
{
    if ((option & isDescending) != 0)
        return (option & isNullsFirst) != 0 ? " DESC" : " DESC NULLS LAST";
    return (option & isNullsFirst) != 0 ? " NULLS FIRST" : "";
}

} // namespace

PlainTexts::PlainTexts(const Server &server)
    : m_server(server)
{
}

void PlainTexts::addColumn(std::uint32_t relation, int number, std::string_view name, std::uint32_t type,
                           std::uint32_t collation)
{
    m_columns.insert_or_assign((std::uint64_t{relation} << 32U) | static_cast<std::uint32_t>(number),
                               ColumnFacts{identifier(name), type, collation});
}

/// quote_identifier()
std::string PlainTexts::identifier(std::string_view name) const
{
    const auto isStart = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    const auto isPart = [&](char c) { return isStart(c) || (c >= '0' && c <= '9'); };
    const bool isBare = !m_server.quotesAll && !name.empty() && isStart(name.front())
        && std::all_of(name.begin(), name.end(), isPart)
        && !std::binary_search(m_server.keywords.begin(), m_server.keywords.end(), name);
    return isBare ? std::string(name) : text::quoteIdentifier(name);
}

const PlainTexts::ColumnFacts *PlainTexts::column(std::uint32_t relation, std::int64_t number) const
{
    const auto found = m_columns.find((std::uint64_t{relation} << 32U) | static_cast<std::uint32_t>(number));
    return found == m_columns.end() || number <= 0 ? nullptr : &found->second;
}

std::optional<std::string> PlainTexts::columnList(std::uint32_t relation, std::string_view numbers) const
{
    std::string list;
    for (const std::int64_t number : numbersIn(numbers)) {
        const ColumnFacts *facts = column(relation, number);
        if (facts == nullptr)
            return std::nullopt;
        list += list.empty() ? "(" : ", ";
        list += facts->name;
    }
    return list + ')';
}

std::optional<std::string> PlainTexts::indexDefinition(const IndexFacts &facts) const
{
    const auto columns = numbersIn(facts.columns);
    const auto operatorClasses = numbersIn(facts.operatorClasses);
    const auto collations = numbersIn(facts.collations);
    const auto options = numbersIn(facts.options);
    const auto keyCount = static_cast<std::size_t>(facts.keyCount);
    if (!facts.isPlain || std::min({operatorClasses.size(), collations.size(), options.size()}) < keyCount)
        return std::nullopt;
    std::string sql = facts.isUnique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    sql += identifier(facts.name) + " ON " + std::string(facts.table) + " USING " + identifier("btree") + " (";
    for (std::size_t at = 0; at < columns.size(); ++at) {
        const ColumnFacts *indexed = column(facts.relation, columns[at]);
        if (indexed == nullptr)
            return std::nullopt;
        if (at > 0)
            sql += at == keyCount ? ") INCLUDE (" : ", ";
        sql += indexed->name;
        if (at >= keyCount)
            continue;
        const std::pair<std::int64_t, std::int64_t> operators{operatorClasses[at], indexed->type};
        if (collations[at] != indexed->collation
            || !std::binary_search(m_server.plainOperators.begin(), m_server.plainOperators.end(), operators))
            return std::nullopt;
        sql += order(options[at]);
    }
    sql += ')';
    if (!facts.predicate.empty())
        sql += " WHERE " + std::string(facts.predicate);
    return sql;
}

void PlainTexts::askForIndex(std::uint32_t relation, std::uint32_t index, Put put)
{
    m_indexes.push_back({relation, index, std::move(put)});
}

void PlainTexts::askForConstraint(std::uint32_t relation, std::uint32_t constraint, Put put)
{
    m_constraints.push_back({relation, constraint, std::move(put)});
}

Area PlainTexts::missingArea(std::string_view printer, const std::vector<Missing> &missing)
{
    OidList relations;
    OidList objects;
    for (const Missing &one : missing) {
        relations.add(one.relation);
        objects.add(one.object);
    }
    const std::string sql = "SELECT m.relation, m.number, " + std::string(printer)
        + " FROM ROWS FROM (pg_catalog.unnest(" + relations.literal() + "), pg_catalog.unnest(" + objects.literal()
        + ")) WITH ORDINALITY m(relation, object, number)";
    return {sql, [missing](const Row &row, Relation &relation) {
                missing.at(static_cast<std::size_t>(row.integer(1) - 1)).put(relation, row.text(2));
            }};
}

std::vector<Area> PlainTexts::missingAreas() const
{
    std::vector<Area> areas;
    if (!m_indexes.empty())
        areas.push_back(missingArea("pg_catalog.pg_get_indexdef(m.object, 0, true)", m_indexes));
    if (!m_constraints.empty())
        areas.push_back(missingArea("pg_catalog.pg_get_constraintdef(m.object, true)", m_constraints));
    return areas;
}

} // namespace retort::catalog
