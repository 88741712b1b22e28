// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/area.h"
#include "engine/catalog/snapshot.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace retort::catalog {

/// A query over a whole database and a function that puts a row away.
struct ObjectArea {
    std::string sql;
    std::function<void(const Row &, Snapshot &)> read;
};

/// Where and when a snapshot is taken.
ObjectArea serverArea();
/// Everything else of a snapshot that is not a relation.
std::vector<ObjectArea> objectAreas(const Server &server);
/// TimescaleDB's part of them; nothing where it is not installed.
std::vector<ObjectArea> timescaleObjectAreas(const Server &server);

/// Kinds without a structure of their own here: collations, casts, operators, text search, wrappers, languages …
/// Nothing where users have made none of them: asking for all takes the server longer to plan than to answer.
std::optional<ObjectArea> otherArea(const Server &server);
/// Which object needs which.
ObjectArea dependencyArea(const Server &server);

/// SQL for options, "host 'db', port '5432'", where their names say no secret. `options`: an expression.
std::string optionsOf(std::string_view options);
/// SQL for an object's comment. `oid`: an expression; `catalog`: "pg_class" ….
std::string commentOf(std::string_view oid, std::string_view catalog);
/// A condition on pg_namespace `n`: schemas that people migrate. TimescaleDB's own hold chunks and materializations
/// beside its catalog.
std::string userSchemas(const Server &server);
/// A condition: the object did not come with an extension. `catalog`: "pg_class" …; `oid`: an expression.
std::string notOfExtension(std::string_view catalog, std::string_view oid);

} // namespace retort::catalog
