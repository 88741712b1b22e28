// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

namespace {

constexpr std::string_view summarySql = R"(
SELECT c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner),
  CASE WHEN c.relkind = 'c' THEN pg_catalog.obj_description(c.reltype, 'pg_type')
       ELSE pg_catalog.obj_description(c.oid, 'pg_class') END,
  -- Before 14, 0 rows on 0 pages meant that nobody had counted.
  CASE WHEN c.relkind NOT IN ('r', 'p', 'm', 'f', 't') OR (c.reltuples = 0 AND c.relpages = 0) THEN -1
       ELSE c.reltuples::pg_catalog.int8 END
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid = ANY (@))";

void readSummary(const Row &row, Relation &relation)
{
    auto &summary = relation.summary;
    summary.name = row.name(1);
    summary.kind = relationKind(row.character(3));
    summary.owner = row.text(4);
    summary.comment = row.text(5);
    summary.estimatedRows = row.integer(6);
}

constexpr std::string_view classSql = R"(
SELECT c.oid, c.relpersistence, am.amname, ts.spcname,
  pg_catalog.array_to_string(
    c.reloptions || array(SELECT 'toast.' || x FROM pg_catalog.unnest(tc.reloptions) x), ', '),
  CASE WHEN c.reloftype <> 0 THEN c.reloftype::pg_catalog.regtype::pg_catalog.text END,
  c.relreplident, c.relispopulated, c.relrowsecurity, c.relforcerowsecurity,
  CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
  CASE WHEN c.relkind = 't' THEN
    (SELECT pg_catalog.format('%s.%s', owner_schema.nspname, owner.relname)
     FROM pg_catalog.pg_class owner JOIN pg_catalog.pg_namespace owner_schema ON owner_schema.oid = owner.relnamespace
     WHERE owner.reltoastrelid = c.oid) END,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid, true) END,
  c.relacl::pg_catalog.text[]
FROM pg_catalog.pg_class c
  LEFT JOIN pg_catalog.pg_class tc ON tc.oid = c.reltoastrelid
  LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
  LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
WHERE c.oid = ANY (@))";

void readClass(const Row &row, Relation &relation)
{
    relation.persistence = row.character(1);
    relation.accessMethod = row.text(2);
    relation.tablespace = row.text(3);
    relation.options = row.text(4);
    relation.typeName = row.text(5);
    relation.replicaIdentity = row.character(6);
    relation.isPopulated = row.boolean(7);
    relation.rowSecurity = row.boolean(8);
    relation.forcedRowSecurity = row.boolean(9);
    relation.partitionKey = row.text(10);
    relation.owningTable = row.text(11);
    relation.viewDefinition = row.text(12);
    relation.privileges = row.texts(13);
}

} // namespace

Area summaryArea(std::string_view oids)
{
    return {withOids(summarySql, oids), readSummary};
}

Area classArea(std::string_view oids)
{
    return {withOids(classSql, oids), readClass};
}

} // namespace retort::catalog
