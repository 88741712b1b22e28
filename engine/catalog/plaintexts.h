// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/area.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace retort::catalog
{

/// The texts of plain indexes and keys, made here from what the catalog holds, to the letter as the server prints them
/// (ruleutils.c: pg_get_indexdef_worker(), pg_get_constraintdef_worker()): for a thousand tables the server takes
/// longer to print them than for everything else. Whatever is not plain (expressions, operator classes and collations
/// other than the column's own, storage options, deferrable keys …) is noted, and asked of the server afterwards.
///
/// Lives as long as one reading: columns must have been read before the indexes and keys on them.
class PlainTexts
{
public:
    explicit PlainTexts(const Server &server);

    void addColumn(std::uint32_t relation, int number, std::string_view name, std::uint32_t type,
                   std::uint32_t collation);

    struct IndexFacts {
        std::uint32_t relation = 0;
        std::string_view name;
        std::string_view table; ///< as the server prints it
        bool isUnique = false;
        bool isPlain = false;     ///< a b-tree without expressions and options, on no partitioned table
        int keyCount = 0;         ///< the others are included
        std::string_view columns; ///< pg_index.indkey and its like: numbers between spaces
        std::string_view operatorClasses;
        std::string_view collations;
        std::string_view options;
        std::string_view predicate; ///< pg_get_expr()
    };
    /// pg_get_indexdef(…, 0, true), or nothing where only the server can tell.
    std::optional<std::string> indexDefinition(const IndexFacts &facts) const;
    /// "(a, b)" of columns in braces ("{1,2}") or between spaces, or nothing where one is unknown.
    std::optional<std::string> columnList(std::uint32_t relation, std::string_view numbers) const;

    using Put = std::function<void(Relation &, std::string)>;
    /// Have the server print what is missing: `put` gets it together with its relation.
    void askForIndex(std::uint32_t relation, std::uint32_t index, Put put);
    void askForConstraint(std::uint32_t relation, std::uint32_t constraint, Put put);
    /// What was asked for; nothing when all was plain.
    std::vector<Area> missingAreas() const;

private:
    struct ColumnFacts {
        std::string name; ///< quoted where it must be
        std::uint32_t type = 0;
        std::uint32_t collation = 0;
    };
    struct Missing {
        std::uint32_t relation;
        std::uint32_t object;
        Put put;
    };

    std::string identifier(std::string_view name) const;
    const ColumnFacts *column(std::uint32_t relation, std::int64_t number) const;
    static Area missingArea(std::string_view printer, const std::vector<Missing> &missing);

    const Server &m_server;
    std::unordered_map<std::uint64_t, ColumnFacts> m_columns; ///< by relation and number
    std::vector<Missing> m_indexes;
    std::vector<Missing> m_constraints;
};

} // namespace retort::catalog
