// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/rowestimate.h"

#include <vector>

namespace retort::session
{

namespace
{

/// NULL for no such relation, and for one that has no rows of its own (a view).
constexpr const char *estimateSql =
    "WITH RECURSIVE part (oid) AS (SELECT pg_catalog.to_regclass($1)::oid UNION"
    " SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN part ON i.inhparent = part.oid)"
    " SELECT pg_catalog.sum(greatest(c.reltuples::bigint, pg_catalog.pg_stat_get_live_tuples(c.oid), 0))"
    "::bigint FROM part JOIN pg_catalog.pg_class c ON c.oid = part.oid WHERE c.relkind IN ('r', 'm', 'p', 'f')";

} // namespace

RowEstimate rowEstimateOf(postgres::Connection &connection)
{
    return [&connection](const std::string &relation) -> std::optional<std::int64_t> {
        const std::vector<postgres::Parameter> name{relation};
        const auto found = connection.query(estimateSql, name);
        // None known is not none: the figures lag behind by moments, and a table that nobody has looked at has none.
        if (!found || found->rowCount() != 1 || found->integer(0, 0) <= 0)
            return std::nullopt;
        return found->integer(0, 0);
    };
}

} // namespace retort::session
