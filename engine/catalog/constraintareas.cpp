// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/plaintexts.h"

#include <optional>
#include <utility>

namespace retort::catalog {

namespace {

/// A check is printed from its expression: the server's own printer looks the constraint up first.
std::string ownSql(const Server &server)
{
    const std::string enforced = server.version >= 180000 ? "r.conenforced" : "true";
    return R"(
SELECT r.conrelid, r.conname, r.contype,
  CASE WHEN r.contype = 'c' AND )"
        + enforced + R"( THEN
    'CHECK (' || pg_catalog.pg_get_expr(r.conbin, r.conrelid, true)
    || CASE WHEN r.connoinherit THEN ') NO INHERIT' ELSE ')' END || CASE WHEN r.convalidated THEN '' ELSE ' NOT VALID' END
  ELSE pg_catalog.pg_get_constraintdef(r.oid, true) END, r.convalidated,
  NOT r.connoinherit, r.conislocal, r.coninhcount, about.description, )"
        + enforced + R"(
FROM pg_catalog.pg_constraint r
  LEFT JOIN pg_catalog.pg_description about ON about.objoid = r.oid AND about.objsubid = 0
    AND about.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
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
  SELECT c.oid AS wanted, c.oid AS member FROM pg_catalog.pg_class c WHERE c.oid = ANY (@)
  UNION ALL
  SELECT c.oid, a.relid FROM pg_catalog.pg_class c, pg_catalog.pg_partition_ancestors(c.oid) a(relid)
  WHERE c.oid = ANY (@) AND c.relispartition AND a.relid <> c.oid
)
SELECT family.wanted, r.conname, fn.nspname, fc.relname, tn.nspname, tc.relname,
  r.oid, r.conrelid, r.conkey, r.confrelid, r.confkey, r.confrelid::pg_catalog.regclass,
  CASE r.confupdtype WHEN 'r' THEN ' ON UPDATE RESTRICT' WHEN 'c' THEN ' ON UPDATE CASCADE'
                     WHEN 'n' THEN ' ON UPDATE SET NULL' WHEN 'd' THEN ' ON UPDATE SET DEFAULT' ELSE '' END
  || CASE r.confdeltype WHEN 'r' THEN ' ON DELETE RESTRICT' WHEN 'c' THEN ' ON DELETE CASCADE'
                        WHEN 'n' THEN ' ON DELETE SET NULL' WHEN 'd' THEN ' ON DELETE SET DEFAULT' ELSE '' END
  || CASE WHEN r.convalidated THEN '' ELSE ' NOT VALID' END,
  r.confmatchtype = 's' AND NOT r.condeferrable AND NOT r.condeferred)";

constexpr std::string_view withNames = R"(,
  r.convalidated, r.conrelid::pg_catalog.regclass, about.description, r.conrelid <> family.wanted
FROM family
  JOIN pg_catalog.pg_constraint r ON $ = family.member AND r.contype = 'f' AND r.conparentid = 0
  JOIN pg_catalog.pg_class fc ON fc.oid = r.conrelid
  JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
  JOIN pg_catalog.pg_class tc ON tc.oid = r.confrelid
  JOIN pg_catalog.pg_namespace tn ON tn.oid = tc.relnamespace
  LEFT JOIN pg_catalog.pg_description about ON about.objoid = r.oid AND about.objsubid = 0
    AND about.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
)";

/// `side`: the constraint's column that holds the member of the family.
std::string keySql(const Server &server, std::string_view side, std::string_view order)
{
    // What else the text may hold came with these.
    const std::string plain = std::string(server.version >= 150000 ? " AND r.confdelsetcols IS NULL" : "")
        + (server.version >= 180000 ? " AND r.conenforced AND NOT r.conperiod" : "");
    std::string names(withNames);
    names.replace(names.find('$'), 1, side);
    return std::string(withAncestors) + plain + names + "ORDER BY family.wanted, " + std::string(order);
}

using Keys = std::vector<ForeignKey> Relation::*;

std::optional<std::string> plainDefinition(const Row &row, const PlainTexts &texts)
{
    if (!row.boolean(13))
        return std::nullopt;
    const auto own = texts.columnList(row.oid(7), row.view(8));
    const auto theirs = texts.columnList(row.oid(9), row.view(10));
    if (!own || !theirs)
        return std::nullopt;
    return "FOREIGN KEY " + *own + " REFERENCES " + row.text(11) + *theirs + row.text(12);
}

void readKey(const Row &row, Relation &relation, Keys keys, PlainTexts &texts)
{
    const std::size_t number = (relation.*keys).size();
    ForeignKey &key = (relation.*keys).emplace_back();
    key.name = row.text(1);
    key.from = row.name(2);
    key.to = row.name(4);
    key.isValidated = row.boolean(14);
    key.fromText = row.text(15);
    key.comment = row.text(16);
    if (auto definition = plainDefinition(row, texts))
        key.definition = *std::move(definition);
    else
        texts.askForConstraint(relation.oid, row.oid(6), [keys, number](Relation &owner, std::string text) {
            (owner.*keys).at(number).definition = std::move(text);
        });
}

} // namespace

void addConstraintAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted, PlainTexts &texts)
{
    addArea(areas, wanted.checked, ownSql(server), readOwn);
    addArea(areas, wanted.keyed, keySql(server, "r.conrelid", "r.conrelid <> family.wanted, r.conname"),
            [&texts](const Row &row, Relation &relation) {
                readKey(row, relation, &Relation::foreignKeys, texts);
                relation.foreignKeys.back().isInherited = row.boolean(17);
            });
    addArea(areas, wanted.keyed, keySql(server, "r.confrelid", "r.conname"),
            [&texts](const Row &row, Relation &relation) { readKey(row, relation, &Relation::referencedBy, texts); });
}

} // namespace retort::catalog
