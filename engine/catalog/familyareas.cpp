// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

namespace {

std::string detachPending(const Server &server)
{
    return server.version >= 140000 ? "h.inhdetachpending" : "false";
}

std::string partitionSql(const Server &server)
{
    return R"(
SELECT c.oid, h.inhparent::pg_catalog.regclass, pg_catalog.pg_get_expr(c.relpartbound, c.oid),
  pg_catalog.pg_get_partition_constraintdef(c.oid), )"
        + detachPending(server) + R"(
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid
WHERE c.oid = ANY (@) AND c.relispartition)";
}

void readPartition(const Row &row, Relation &relation)
{
    relation.partition = PartitionFacts{row.text(1), row.text(2), row.text(3), row.boolean(4)};
}

constexpr std::string_view parentSql = R"(
SELECT h.inhrelid, h.inhparent::pg_catalog.regclass
FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
WHERE h.inhrelid = ANY (@) AND p.relkind NOT IN ('p', 'I')
ORDER BY h.inhrelid, h.inhseqno)";

/// The default partition last, the others by name in the database's collation.
std::string childSql(const Server &server)
{
    return R"(
SELECT h.inhparent, c.oid::pg_catalog.regclass, c.relkind, pg_catalog.pg_get_expr(c.relpartbound, c.oid), )"
        + detachPending(server) + R"(
FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
WHERE h.inhparent = ANY (@)
ORDER BY h.inhparent, pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT',
  c.oid::pg_catalog.regclass::pg_catalog.text)";
}

void readChild(const Row &row, Relation &relation)
{
    relation.children.push_back({row.text(1), relationKind(row.character(2)), row.optionalText(3), row.boolean(4)});
}

} // namespace

void addFamilyAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted)
{
    addArea(areas, wanted.partitions, partitionSql(server), readPartition);
    addArea(areas, wanted.all, parentSql,
            [](const Row &row, Relation &relation) { relation.inherits.push_back(row.text(1)); });
    addArea(areas, wanted.parents, childSql(server), readChild);
}

} // namespace retort::catalog
