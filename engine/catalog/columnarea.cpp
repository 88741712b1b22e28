// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

namespace {

std::string sql(const Server &server)
{
    const std::string compression = server.version >= 140000 ? "a.attcompression" : "''";
    const std::string notNull = server.version < 180000 ? "NULL" : R"(
  (SELECT r.conname FROM pg_catalog.pg_constraint r
   WHERE r.conrelid = a.attrelid AND r.contype = 'n' AND r.conkey = ARRAY[a.attnum]))";
    return R"(
SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
  (SELECT l.collname FROM pg_catalog.pg_collation l, pg_catalog.pg_type t
   WHERE l.oid = a.attcollation AND t.oid = a.atttypid AND a.attcollation <> t.typcollation),
  a.attnotnull,
  (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid, true) FROM pg_catalog.pg_attrdef d
   WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef),
  a.attidentity, a.attgenerated, a.attstorage, )"
        + compression + R"(,
  coalesce(a.attstattarget, -1), -- NULL for the default since 17
  pg_catalog.col_description(a.attrelid, a.attnum),
  EXISTS (SELECT FROM pg_catalog.pg_index p WHERE p.indrelid = a.attrelid AND p.indisprimary
          AND a.attnum = ANY ((p.indkey::pg_catalog.int2[])[0:p.indnkeyatts - 1])),
  '(' || pg_catalog.array_to_string(ARRAY(
    SELECT pg_catalog.quote_ident(option_name) || ' ' || pg_catalog.quote_literal(option_value)
    FROM pg_catalog.pg_options_to_table(a.attfdwoptions)), ', ') || ')',
  a.attfdwoptions IS NOT NULL,
  coalesce(a.attnum <= i.indnkeyatts, false),
  CASE WHEN i.indexrelid IS NOT NULL THEN pg_catalog.pg_get_indexdef(a.attrelid, a.attnum, true) END,
  a.attnum, a.attacl::pg_catalog.text[], a.attislocal, a.attinhcount,
  a.attstorage <> (SELECT t.typstorage FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid), )"
        + notNull + R"(
FROM pg_catalog.pg_attribute a
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = a.attrelid
WHERE a.attrelid = ANY (@) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum)";
}

std::string storageWord(char storage)
{
    switch (storage) {
    case 'p': return "plain";
    case 'm': return "main";
    case 'x': return "extended";
    case 'e': return "external";
    default: return "???";
    }
}

std::string compressionWord(char compression)
{
    switch (compression) {
    case 'p': return "pglz";
    case 'l': return "lz4";
    case '\0': return {};
    default: return "???";
    }
}

void read(const Row &row, Relation &relation)
{
    Column column;
    column.name = row.text(1);
    column.type = row.text(2);
    column.collation = row.text(3);
    column.notNull = row.boolean(4);
    column.defaultExpression = row.text(5);
    column.identity = row.character(6);
    column.generated = row.character(7);
    column.storage = storageWord(row.character(8));
    column.compression = compressionWord(row.character(9));
    column.statisticsTarget = static_cast<int>(row.integer(10));
    column.comment = row.text(11);
    column.inPrimaryKey = row.boolean(12);
    column.foreignOptions = row.boolean(14) ? row.text(13) : std::string();
    column.isKey = row.boolean(15);
    column.indexExpression = row.text(16);
    column.number = static_cast<int>(row.integer(17));
    column.privileges = row.texts(18);
    column.isLocal = row.boolean(19);
    column.inheritCount = static_cast<int>(row.integer(20));
    column.hasOwnStorage = row.boolean(21);
    column.notNullConstraint = row.text(22);
    relation.columns.push_back(std::move(column));
}

} // namespace

Area columnArea(const Server &server, std::string_view oids)
{
    return {withOids(sql(server), oids), read};
}

} // namespace retort::catalog
