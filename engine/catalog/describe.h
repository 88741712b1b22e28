// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/relation.h"
#include "engine/postgres/connection.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::catalog {

/// Relations that a user owns or made: no system schemas, no TimescaleDB internals, no chunks.
/// `pattern`: psql's rules (manual, psql, "Patterns"); empty: all that are visible in any user schema.
/// `ours`: names of the version and history tables, with or without their schema, marked in the result.
/// Without indexes, composite types and TOAST tables, as `\d` lists them; sorted by schema and name.
/// Errors: bad-pattern (status Usage).
enum class ListSizes { No, Yes };
Result<std::vector<RelationSummary>> listRelations(postgres::Connection &connection, std::string_view pattern = {},
                                                   const std::vector<std::string> &ours = {},
                                                   ListSizes sizes = ListSizes::Yes);

/// How many there are besides the system's own, chunks and what came with extensions included: what a look at all of
/// them would cost, asked cheaply. Errors: those of the connection.
Result<std::int64_t> countRelations(postgres::Connection &connection);

/// The relations that a list shows, with their definitions and total sizes, without psql's texts; sorted by schema and
/// name. One that is locked has its name alone. Errors: those of the connection.
Result<std::vector<Relation>> readRelations(postgres::Connection &connection, const std::vector<std::string> &ours = {});

struct NamedRelation {
    RelationName name;
    RelationKind kind = RelationKind::Table;
    bool operator==(const NamedRelation &) const = default;
};
/// Their names alone: of ten thousand in a few milliseconds. Errors: those of the connection.
Result<std::vector<NamedRelation>> nameRelations(postgres::Connection &connection);

/// Whether the name, with or without its schema, is among these.
bool isOneOf(const RelationName &name, const std::vector<std::string> &ours);

/// All facts of the relations that match the pattern, sizes included; read only.
/// Sorted by schema and name. One that is locked by somebody else has no psql texts. A pattern without a schema finds what the search path shows, as in psql.
/// Errors: relation-not-found with the nearest match; bad-pattern (status Usage).
Result<std::vector<Relation>> describe(postgres::Connection &connection, std::string_view pattern);

} // namespace retort::catalog
