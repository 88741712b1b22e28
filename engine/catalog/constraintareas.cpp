// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

namespace {

std::string ownSql(const Server &server)
{
    const std::string enforced = server.version >= 180000 ? "r.conenforced" : "true";
    return R"(
SELECT r.conrelid, r.conname, r.contype, pg_catalog.pg_get_constraintdef(r.oid, true), r.convalidated,
  NOT r.connoinherit, r.conislocal, r.coninhcount, pg_catalog.obj_description(r.oid, 'pg_constraint'), )"
        + enforced + R"(
FROM pg_catalog.pg_constraint r
WHERE r.conrelid = ANY (@) AND r.contype IN ('c', 'x')
ORDER BY r.conrelid, r.conname)";
}

void readOwn(const Row &row, Relation &relation)
{
    Constraint constraint;
    constraint.name = row.text(1);
    constraint.type = row.character(2);
    constraint.definition = row.text(3);
    constraint.isValidated = row.boolean(4);
    constraint.isInheritable = row.boolean(5);
    constraint.isLocal = row.boolean(6);
    constraint.inheritCount = static_cast<int>(row.integer(7));
    constraint.comment = row.text(8);
    constraint.isEnforced = row.boolean(9);
    relation.constraints.push_back(std::move(constraint));
}

/// A partition is bound by the foreign keys of its ancestors, and referenced through them.
constexpr std::string_view withAncestors = R"(
WITH family AS (
  SELECT w.oid AS wanted, w.oid AS member FROM pg_catalog.unnest(@) w(oid)
  UNION
  SELECT w.oid, a.relid FROM pg_catalog.unnest(@) w(oid), pg_catalog.pg_partition_ancestors(w.oid) a(relid)
)
SELECT family.wanted, r.conname, fn.nspname, fc.relname, tn.nspname, tc.relname,
  pg_catalog.pg_get_constraintdef(r.oid, true), r.convalidated, r.conrelid::pg_catalog.regclass,
  r.conrelid <> family.wanted, pg_catalog.obj_description(r.oid, 'pg_constraint')
FROM family
  JOIN pg_catalog.pg_constraint r ON )";

constexpr std::string_view withNames = R"( AND r.contype = 'f' AND r.conparentid = 0
  JOIN pg_catalog.pg_class fc ON fc.oid = r.conrelid
  JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
  JOIN pg_catalog.pg_class tc ON tc.oid = r.confrelid
  JOIN pg_catalog.pg_namespace tn ON tn.oid = tc.relnamespace
)";

std::string keySql(std::string_view side, std::string_view order)
{
    return std::string(withAncestors) + std::string(side) + " = family.member" + std::string(withNames)
        + "ORDER BY family.wanted, " + std::string(order);
}

ForeignKey readKey(const Row &row)
{
    ForeignKey key;
    key.name = row.text(1);
    key.from = row.name(2);
    key.to = row.name(4);
    key.definition = row.text(6);
    key.isValidated = row.boolean(7);
    key.fromText = row.text(8);
    key.comment = row.text(10);
    return key;
}

void readOwnKey(const Row &row, Relation &relation)
{
    relation.foreignKeys.push_back(readKey(row));
    relation.foreignKeys.back().isInherited = row.boolean(9);
}

} // namespace

std::vector<Area> constraintAreas(const Server &server, std::string_view oids)
{
    return {
        {withOids(ownSql(server), oids), readOwn},
        {withOids(keySql("r.conrelid", "r.conrelid <> family.wanted, r.conname"), oids), readOwnKey},
        {withOids(keySql("r.confrelid", "r.conname"), oids),
         [](const Row &row, Relation &relation) { relation.referencedBy.push_back(readKey(row)); }},
    };
}

} // namespace retort::catalog
