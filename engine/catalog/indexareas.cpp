// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

namespace {

/// Columns from the second on: the same for the indexes of a table and for an index itself.
std::string facts(const Server &server)
{
    const std::string nullsNotDistinct = server.version >= 150000 ? "i.indnullsnotdistinct" : "false";
    return R"(
  x.relname, tn.nspname, t.relname, pg_catalog.pg_get_indexdef(i.indexrelid, 0, true), am.amname,
  pg_catalog.pg_get_expr(i.indpred, i.indrelid, true),
  pg_catalog.pg_get_constraintdef(con.oid, true), con.contype,
  i.indisprimary, i.indisunique, )"
        + nullsNotDistinct + R"(,
  i.indisvalid, i.indisclustered, coalesce(con.condeferrable, false), coalesce(con.condeferred, false),
  i.indisreplident, ts.spcname, i.indisready,
  CASE WHEN x.relispartition THEN
    (SELECT h.inhparent::pg_catalog.regclass FROM pg_catalog.pg_inherits h WHERE h.inhrelid = x.oid) END,
  pg_catalog.obj_description(x.oid, 'pg_class'), pg_catalog.obj_description(con.oid, 'pg_constraint')
FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_am am ON am.oid = x.relam
  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = x.reltablespace
  LEFT JOIN pg_catalog.pg_constraint con
    ON con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
)";
}

Index readIndex(const Row &row)
{
    Index index;
    index.name = row.text(1);
    index.table = row.name(2);
    index.definition = row.text(4);
    index.method = row.text(5);
    index.predicate = row.text(6);
    index.constraintDefinition = row.text(7);
    index.constraintType = row.character(8);
    index.isPrimary = row.boolean(9);
    index.isUnique = row.boolean(10);
    index.nullsNotDistinct = row.boolean(11);
    index.isValid = row.boolean(12);
    index.isClustered = row.boolean(13);
    index.isDeferrable = row.boolean(14);
    index.isDeferred = row.boolean(15);
    index.isReplicaIdentity = row.boolean(16);
    index.tablespace = row.text(17);
    index.isReady = row.boolean(18);
    index.parent = row.text(19);
    index.comment = row.text(20);
    index.constraintComment = row.text(21);
    return index;
}

} // namespace

std::vector<Area> indexAreas(const Server &server, std::string_view oids)
{
    const std::string ofTable = "SELECT i.indrelid," + facts(server)
        + "WHERE i.indrelid = ANY (@) ORDER BY i.indrelid, i.indisprimary DESC, x.relname";
    const std::string itself = "SELECT i.indexrelid," + facts(server) + "WHERE i.indexrelid = ANY (@)";
    return {
        {withOids(ofTable, oids),
         [](const Row &row, Relation &relation) { relation.indexes.push_back(readIndex(row)); }},
        {withOids(itself, oids), [](const Row &row, Relation &relation) { relation.index = readIndex(row); }},
    };
}

} // namespace retort::catalog
