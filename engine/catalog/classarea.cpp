// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

namespace {

constexpr std::string_view summarySql = R"(
SELECT c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner),
  about.description,
  -- Before 14, 0 rows on 0 pages meant that nobody had counted.
  CASE WHEN c.relkind NOT IN ('r', 'p', 'm', 'f', 't') OR (c.reltuples = 0 AND c.relpages = 0) THEN -1
       ELSE c.reltuples::pg_catalog.int8 END,
  c.relhasindex, c.relchecks > 0, c.relhastriggers, c.relhasrules, c.relhassubclass, c.relispartition
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description about
    ON about.objoid = CASE c.relkind WHEN 'c' THEN c.reltype ELSE c.oid END AND about.objsubid = 0
      AND about.classoid = CASE c.relkind WHEN 'c' THEN 'pg_catalog.pg_type'::pg_catalog.regclass
                                          ELSE 'pg_catalog.pg_class'::pg_catalog.regclass END
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

void note(const Row &row, std::uint32_t oid, Wanted &wanted)
{
    const char kind = row.character(3);
    const auto addIf = [oid](bool isIn, OidList &list) {
        if (isIn)
            list.add(oid);
    };
    const bool hasIndexes = row.boolean(7);
    const bool hasTriggers = row.boolean(9);
    const bool isPartition = row.boolean(12);
    wanted.all.add(oid);
    addIf(hasIndexes, wanted.indexed);
    addIf(hasIndexes || row.boolean(8), wanted.checked); // an exclusion constraint is no check
    addIf(hasTriggers, wanted.triggered);
    addIf(hasTriggers || kind == 'p' || isPartition, wanted.keyed);
    addIf(row.boolean(10), wanted.ruled);
    addIf(row.boolean(11), wanted.parents);
    addIf(isPartition, wanted.partitions);
    addIf(kind == 'i' || kind == 'I', wanted.indexes);
    addIf(kind == 'S', wanted.sequences);
    addIf(kind == 'f', wanted.foreign);
}

constexpr std::string_view classSql = R"(
SELECT c.oid, c.relpersistence, am.amname, ts.spcname,
  CASE WHEN c.reloptions IS NOT NULL OR tc.reloptions IS NOT NULL THEN pg_catalog.array_to_string(
    c.reloptions || array(SELECT 'toast.' || x FROM pg_catalog.unnest(tc.reloptions) x), ', ') END,
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

Area summaryArea(std::string_view oids, Wanted *wanted)
{
    return {withOids(summarySql, oids), [wanted](const Row &row, Relation &relation) {
                readSummary(row, relation);
                if (wanted != nullptr)
                    note(row, relation.oid, *wanted);
            }};
}

void addClassArea(std::vector<Area> &areas, const Wanted &wanted)
{
    addArea(areas, wanted.all, classSql, readClass);
}

} // namespace retort::catalog
