// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/texttable.h"
#include "engine/postgres/connection.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::catalog {

/// psql's listing commands (manual, psql, "Meta-Commands").
enum class ListKind {
    Tables,
    Indexes,
    Views,
    MaterializedViews,
    Sequences,
    ForeignTables,
    Schemas,
    Functions,
    Types,
    Extensions,
    Roles,
};

/// From "tables", "dt" or "\dt"; nothing where there is no such list.
std::optional<ListKind> listKind(std::string_view word);
/// "tables (dt)", … for an error's hint.
std::vector<std::string> listKinds();

/// What psql 15 prints for `\dt` and its like, with a `+` where `verbose`.
struct ObjectList {
    TextTable table;
    /// True where psql prints no table at all but a complaint, because nothing was found.
    bool isComplaint = false;
};

/// `pattern`: psql's rules; empty: what it lists without one. The size of what is locked is left out.
/// Errors: bad-pattern (status Usage), those of the connection.
Result<ObjectList> listObjects(postgres::Connection &connection, ListKind kind, std::string_view pattern,
                               bool verbose);

} // namespace retort::catalog
