// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/plaintexts.h"

#include <algorithm>
#include <utility>

namespace retort::catalog {

namespace {

std::string sql(const Server &server)
{
    const std::string compression = server.version >= 140000 ? "a.attcompression" : "''";
    const std::string notNull = server.version < 180000 ? "NULL" : R"(
  (SELECT r.conname FROM pg_catalog.pg_constraint r
   WHERE r.conrelid = a.attrelid AND r.contype = 'n' AND r.conkey = ARRAY[a.attnum]))";
    // A type is printed once for all columns that have it.
    return R"(
WITH wanted AS MATERIALIZED (
  SELECT * FROM pg_catalog.pg_attribute a WHERE a.attrelid = ANY (@) AND a.attnum > 0 AND NOT a.attisdropped
)
SELECT a.attrelid, a.attname, y.name, l.collname, a.attnotnull,
  -- Only what is generated reads columns; for the others the table need not be looked up.
  pg_catalog.pg_get_expr(d.adbin, CASE a.attgenerated WHEN '' THEN 0 ELSE d.adrelid END, true),
  a.attidentity, a.attgenerated, a.attstorage, )"
        + compression + R"(,
  coalesce(a.attstattarget, -1), -- NULL for the default since 17
  about.description,
  coalesce(a.attnum = ANY ((p.indkey::pg_catalog.int2[])[0:p.indnkeyatts - 1]), false),
  CASE WHEN a.attfdwoptions IS NOT NULL THEN '(' || pg_catalog.array_to_string(ARRAY(
    SELECT pg_catalog.quote_ident(option_name) || ' ' || pg_catalog.quote_literal(option_value)
    FROM pg_catalog.pg_options_to_table(a.attfdwoptions)), ', ') || ')' END,
  coalesce(a.attnum <= i.indnkeyatts, false),
  CASE WHEN i.indexrelid IS NOT NULL THEN pg_catalog.pg_get_indexdef(a.attrelid, a.attnum, true) END,
  a.attnum, a.attacl::pg_catalog.text[], a.attislocal, a.attinhcount, a.attstorage <> t.typstorage, )"
        + notNull + R"(, a.atttypid, a.attcollation,
  -- pg_attver is the server's own count of changes.
  CASE WHEN a.attoptions IS NOT NULL THEN pg_catalog.array_to_string(ARRAY(
    SELECT o FROM pg_catalog.unnest(a.attoptions) o WHERE o !~ '^pg_attver='), ', ') END
FROM wanted a
  LEFT JOIN (
    SELECT k.atttypid, k.atttypmod, pg_catalog.format_type(k.atttypid, k.atttypmod) AS name
    FROM (SELECT DISTINCT w.atttypid, w.atttypmod FROM wanted w) k
  ) y ON y.atttypid = a.atttypid AND y.atttypmod = a.atttypmod
  LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation AND a.attcollation <> t.typcollation
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
  LEFT JOIN pg_catalog.pg_description about ON about.objoid = a.attrelid AND about.objsubid = a.attnum
    AND about.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = a.attrelid
  LEFT JOIN pg_catalog.pg_index p ON p.indrelid = a.attrelid AND p.indisprimary)";
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

void read(const Row &row, Relation &relation, PlainTexts &texts)
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
    column.foreignOptions = row.text(13);
    column.isKey = row.boolean(14);
    column.indexExpression = row.text(15);
    column.number = static_cast<int>(row.integer(16));
    column.privileges = row.texts(17);
    column.isLocal = row.boolean(18);
    column.inheritCount = static_cast<int>(row.integer(19));
    column.hasOwnStorage = row.boolean(20);
    column.notNullConstraint = row.text(21);
    column.options = row.text(24);
    texts.addColumn(relation.oid, column.number, column.name, row.oid(22), row.oid(23));
    // Sorted here: most come in their order, and the server would copy all that it prints to sort it.
    const auto place = std::upper_bound(relation.columns.begin(), relation.columns.end(), column.number,
                                        [](int number, const Column &other) { return number < other.number; });
    relation.columns.insert(place, std::move(column));
}

} // namespace

void addColumnArea(std::vector<Area> &areas, const Server &server, const Wanted &wanted, PlainTexts &texts)
{
    addArea(areas, wanted.all, sql(server),
            [&texts](const Row &row, Relation &relation) { read(row, relation, texts); });
}

} // namespace retort::catalog
