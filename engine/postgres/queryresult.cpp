// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/queryresult.h"

#include <charconv>

#include <libpq-fe.h>

namespace retort::postgres {

namespace {

template <typename Number>
Number numberIn(std::string_view text)
{
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

QueryResult::QueryResult(pg_result *result)
    : m_result(result, PQclear)
{
}

int QueryResult::rowCount() const
{
    return PQntuples(m_result.get());
}

int QueryResult::columnCount() const
{
    return PQnfields(m_result.get());
}

std::string_view QueryResult::columnName(int column) const
{
    const char *name = PQfname(m_result.get(), column);
    return name ? name : std::string_view();
}

int QueryResult::columnNumber(std::string_view name) const
{
    for (int column = 0; column < columnCount(); ++column) {
        if (columnName(column) == name)
            return column;
    }
    return -1;
}

bool QueryResult::isNull(int row, int column) const
{
    return PQgetisnull(m_result.get(), row, column) == 1;
}

std::string_view QueryResult::value(int row, int column) const
{
    const char *text = PQgetvalue(m_result.get(), row, column);
    if (!text)
        return {};
    return {text, static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}

std::optional<std::string> QueryResult::optionalText(int row, int column) const
{
    if (isNull(row, column))
        return std::nullopt;
    return text(row, column);
}

bool QueryResult::boolean(int row, int column) const
{
    return value(row, column) == "t";
}

std::int64_t QueryResult::integer(int row, int column) const
{
    return numberIn<std::int64_t>(value(row, column));
}

double QueryResult::real(int row, int column) const
{
    return numberIn<double>(value(row, column));
}

std::string_view QueryResult::commandTag() const
{
    return m_result ? PQcmdStatus(m_result.get()) : std::string_view();
}

std::int64_t QueryResult::affectedRows() const
{
    return m_result ? numberIn<std::int64_t>(PQcmdTuples(m_result.get())) : 0;
}

} // namespace retort::postgres
