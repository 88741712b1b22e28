// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

namespace {

std::string triggerSql(const Server &server)
{
    // Until 14 the copies that partitions get were marked internal; they depend on the original.
    const std::string copies = server.version >= 150000 ? "" : R"(
    OR EXISTS (SELECT FROM pg_catalog.pg_depend d
               WHERE d.objid = t.oid AND d.refclassid = 'pg_catalog.pg_trigger'::pg_catalog.regclass))";
    return R"(
SELECT t.tgrelid, t.tgname, pg_catalog.pg_get_triggerdef(t.oid, true), t.tgenabled, t.tgisinternal,
  CASE WHEN t.tgparentid <> 0 THEN
    (SELECT u.tgrelid::pg_catalog.regclass
     FROM pg_catalog.pg_trigger u,
          pg_catalog.pg_partition_ancestors(t.tgrelid) WITH ORDINALITY AS a(relid, depth)
     WHERE u.tgname = t.tgname AND u.tgrelid = a.relid AND u.tgparentid = 0
     ORDER BY a.depth LIMIT 1)
  END,
  pg_catalog.obj_description(t.oid, 'pg_trigger')
FROM pg_catalog.pg_trigger t
WHERE t.tgrelid = ANY (@) AND (NOT t.tgisinternal OR t.tgenabled = 'D')"
        + copies + R"()
ORDER BY t.tgrelid, t.tgname)";
}

void readTrigger(const Row &row, Relation &relation)
{
    Trigger trigger;
    trigger.name = row.text(1);
    trigger.definition = row.text(2);
    trigger.state = row.character(3);
    trigger.isEnabled = trigger.state != 'D';
    trigger.isInternal = row.boolean(4);
    trigger.inheritedFrom = row.text(5);
    trigger.comment = row.text(6);
    relation.triggers.push_back(std::move(trigger));
}

constexpr std::string_view ruleSql = R"(
SELECT r.ev_class, r.rulename, pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid, true), ';'), r.ev_enabled,
  pg_catalog.obj_description(r.oid, 'pg_rewrite')
FROM pg_catalog.pg_rewrite r
WHERE r.ev_class = ANY (@) AND r.rulename <> '_RETURN'
ORDER BY r.ev_class, r.rulename)";

void readRule(const Row &row, Relation &relation)
{
    relation.rules.push_back({row.text(1), row.text(2), row.character(3), row.text(4)});
}

constexpr std::string_view policySql = R"(
SELECT pol.polrelid, pol.polname, pol.polpermissive,
  CASE pol.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END,
  CASE WHEN pol.polroles <> '{0}' THEN pg_catalog.array_to_string(array(
    SELECT rolname FROM pg_catalog.pg_roles WHERE oid = ANY (pol.polroles) ORDER BY 1), ',') END,
  pg_catalog.pg_get_expr(pol.polqual, pol.polrelid), pg_catalog.pg_get_expr(pol.polwithcheck, pol.polrelid),
  pg_catalog.obj_description(pol.oid, 'pg_policy')
FROM pg_catalog.pg_policy pol
WHERE pol.polrelid = ANY (@)
ORDER BY pol.polrelid, pol.polname)";

void readPolicy(const Row &row, Relation &relation)
{
    relation.policies.push_back(
        {row.text(1), row.boolean(2), row.text(3), row.text(4), row.optionalText(5), row.optionalText(6), row.text(7)});
}

} // namespace

void addBehaviourAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted)
{
    addArea(areas, wanted.triggered, triggerSql(server), readTrigger);
    addArea(areas, wanted.ruled, ruleSql, readRule);
    addArea(areas, wanted.all, policySql, readPolicy);
}

} // namespace retort::catalog
