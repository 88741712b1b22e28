// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct pg_result;

namespace retort::postgres {

/// The rows of one statement. Owns libpq's result: values are views into it. Movable, any thread once complete.
class QueryResult
{
public:
    QueryResult() = default;
    /// Takes ownership.
    explicit QueryResult(pg_result *result);

    int rowCount() const;
    int columnCount() const;
    std::string_view columnName(int column) const;
    /// -1 when there is none.
    int columnNumber(std::string_view name) const;

    bool isNull(int row, int column) const;
    /// Empty for NULL.
    std::string_view value(int row, int column) const;
    std::optional<std::string> optionalText(int row, int column) const;
    std::string text(int row, int column) const { return std::string(value(row, column)); }
    bool boolean(int row, int column) const;         ///< "t"
    std::int64_t integer(int row, int column) const; ///< 0 for NULL
    double real(int row, int column) const;

    std::string_view commandTag() const; ///< "CREATE TABLE", "INSERT 0 3"
    std::int64_t affectedRows() const;   ///< 0 where the command has none

private:
    std::shared_ptr<pg_result> m_result;
};

} // namespace retort::postgres
