// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <string>

namespace retort::catalog {

/// Names an object the same in every database: no oid in it.
///
/// kind            | name         | part
/// ----------------|--------------|---------------------------------------------------------------
/// table, view, continuous aggregate, materialized view, sequence, foreign table, index, type, statistics, collation, operator … | its own |
/// column, default, constraint, trigger, rule, policy | of the table | its own
/// constraint      | of the domain | its own
/// routine         | its own      | its arguments' types
/// publication table | of the table | its publication
/// schema, extension, publication, event trigger, server, language, cast … | without a schema |
///
/// The index of a constraint is that constraint; the row type of a table is the table; an array type is its element's;
/// what came with an extension is the extension. Value.
struct ObjectId {
    std::string kind;
    RelationName name;
    std::string part;
    /// One text that tells all objects of a database apart: "column app.users.mail".
    std::string toString() const;
    bool operator==(const ObjectId &) const = default;
};

/// A row of pg_depend (manual, "pg_depend"), by ObjectId::toString() on both sides.
struct Dependency {
    std::string dependent;
    std::string on;
    char type = 'n'; ///< pg_depend.deptype
    bool operator==(const Dependency &) const = default;
    auto operator<=>(const Dependency &) const = default;
};

} // namespace retort::catalog
