// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace retort::catalog {

/// A name pattern as psql's backslash commands take it (manual, psql, "Patterns"): unquoted text is folded to lower
/// case, `*` and `?` are wildcards, a dot separates database, schema and name, double quotes make everything in
/// them literal; other regular-expression characters work outside quotes.
struct NamePattern {
    std::string text;     ///< as typed
    std::string database; ///< literal; empty when not given
    std::string schema;   ///< regular expression, or empty when no schema was given
    std::string name;     ///< regular expression
    bool hasSchema = false;
    bool hasDatabase = false;

    /// SQL expressions that a pattern is held against.
    struct Columns {
        std::string name;
        std::string otherName; ///< matches as well as the name; empty: there is none
        std::string schema;
        std::string isVisible; ///< must hold where no schema was given
    };
    std::string conditionOn(const Columns &columns) const;
    /// A condition on pg_class `c` and pg_namespace `n`; without a schema only what the search path shows.
    std::string condition() const;
};

/// Errors: bad-pattern (status Usage) for too many dots.
Result<NamePattern> parsePattern(std::string_view pattern);
/// Errors: bad-pattern (status Usage) where the pattern names another database than the session's.
Result<void> checkDatabase(const NamePattern &pattern, const std::string &database);
/// A query's error, told as bad-pattern (status Usage) where the pattern was no regular expression.
Error patternError(Error error, std::string_view pattern);

} // namespace retort::catalog
