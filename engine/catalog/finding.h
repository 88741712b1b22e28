// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/reader.h"

#include <string>
#include <string_view>
#include <vector>

/// Which relations are meant: their oids, sorted by schema and name. The rest is read afterwards.
namespace retort::catalog {

enum class Among {
    Everything, ///< whatever has the name, as `\d` takes it
    UserMade,   ///< what a list shows: no indexes, nothing of the system, an extension or TimescaleDB's inside
};

/// By psql's rules; an empty pattern is all of them. Finding nothing is no error here.
/// Errors: bad-pattern (status Usage), those of the connection.
Result<std::vector<Relation>> findRelations(Reader &reader, std::string_view pattern, Among among);
/// A condition on pg_class `c`: the kinds that a list shows.
inline constexpr std::string_view listedKinds = "c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')";
/// A condition on pg_class `c` and pg_namespace `n`: no system's, no extension's, no chunk.
std::string userRelations(const Server &server);
/// relation-not-found with the nearest name.
Error relationNotFound(Reader &reader, std::string_view pattern);

/// An array literal of the relations' oids.
std::string oidArray(const std::vector<Relation> &relations);

} // namespace retort::catalog
