// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

namespace {

std::string statisticsSql(const Server &server)
{
    const std::string columns = server.version >= 140000
        ? "pg_catalog.pg_get_statisticsobjdef_columns(s.oid)"
        : R"((SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ')
   FROM pg_catalog.unnest(s.stxkeys) k(attnum)
     JOIN pg_catalog.pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum = k.attnum AND NOT a.attisdropped))";
    return R"(
SELECT s.stxrelid, s.stxnamespace::pg_catalog.regnamespace::pg_catalog.text AS schema, s.stxname, )"
        + columns + R"(,
  s.stxrelid::pg_catalog.regclass, 'd' = ANY (s.stxkind), 'f' = ANY (s.stxkind), 'm' = ANY (s.stxkind),
  nullif(s.stxstattarget, -1), pg_catalog.pg_get_userbyid(s.stxowner),
  pg_catalog.obj_description(s.oid, 'pg_statistic_ext')
FROM pg_catalog.pg_statistic_ext s
WHERE s.stxrelid = ANY (@)
ORDER BY s.stxrelid, schema, s.stxname)";
}

void readStatistics(const Row &row, Relation &relation)
{
    StatisticsObject object;
    object.name = row.name(1);
    object.columns = row.text(3);
    object.relation = row.text(4);
    object.hasDistinct = row.boolean(5);
    object.hasDependencies = row.boolean(6);
    object.hasMostCommon = row.boolean(7);
    if (!row.isNull(8))
        object.target = static_cast<int>(row.integer(8));
    object.owner = row.text(9);
    object.comment = row.text(10);
    relation.statistics.push_back(std::move(object));
}

std::string publicationSql(const Server &server)
{
    const std::string bySchema = server.version < 150000 ? "" : R"(
UNION
SELECT c.oid, p.pubname, NULL, NULL
FROM pg_catalog.pg_publication p
  JOIN pg_catalog.pg_publication_namespace pn ON pn.pnpubid = p.oid
  JOIN pg_catalog.pg_class c ON c.relnamespace = pn.pnnspid
WHERE c.oid = ANY (@) AND pg_catalog.pg_relation_is_publishable(c.oid))";
    const std::string details = server.version < 150000 ? "NULL, NULL" : R"(
  (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
   WHERE a.attrelid = pr.prrelid AND a.attnum = ANY (pr.prattrs)),
  pg_catalog.pg_get_expr(pr.prqual, pr.prrelid))";
    return R"(
SELECT pr.prrelid AS wanted, p.pubname, )"
        + details + R"(
FROM pg_catalog.pg_publication p JOIN pg_catalog.pg_publication_rel pr ON pr.prpubid = p.oid
WHERE pr.prrelid = ANY (@))"
        + bySchema + R"(
UNION
SELECT w.oid, p.pubname, NULL, NULL
FROM pg_catalog.pg_publication p, pg_catalog.unnest(@) w(oid)
WHERE p.puballtables AND pg_catalog.pg_relation_is_publishable(w.oid)
ORDER BY wanted, pubname)";
}

void readPublication(const Row &row, Relation &relation)
{
    relation.publications.push_back({row.text(1), row.optionalText(2), row.optionalText(3)});
}

constexpr std::string_view sequenceSql = R"(
SELECT s.seqrelid, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqmin, s.seqmax, s.seqincrement,
  s.seqcycle, s.seqcache,
  pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || '.'
    || pg_catalog.quote_ident(a.attname), d.deptype = 'i'
FROM pg_catalog.pg_sequence s
  LEFT JOIN pg_catalog.pg_depend d ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i')
    AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  LEFT JOIN pg_catalog.pg_class c ON c.oid = d.refobjid
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
WHERE s.seqrelid = ANY (@))";

void readSequence(const Row &row, Relation &relation)
{
    relation.sequence = SequenceFacts{row.text(1),    row.text(2), row.text(3), row.text(4),   row.text(5),
                                      row.boolean(6), row.text(7), row.text(8), row.boolean(9), {}, false};
}

constexpr std::string_view foreignSql = R"(
SELECT f.ftrelid, s.srvname, pg_catalog.array_to_string(ARRAY(
    SELECT pg_catalog.quote_ident(option_name) || ' ' || pg_catalog.quote_literal(option_value)
    FROM pg_catalog.pg_options_to_table(f.ftoptions)), ', ')
FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
WHERE f.ftrelid = ANY (@))";

void readForeign(const Row &row, Relation &relation)
{
    relation.foreign = ForeignTableFacts{row.text(1), row.text(2)};
}

/// A view depends on what it reads through its rewrite rule.
constexpr std::string_view dependentSql = R"(
SELECT DISTINCT d.refobjid, n.nspname, v.relname, v.relkind
FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
  JOIN pg_catalog.pg_class v ON v.oid = r.ev_class
  JOIN pg_catalog.pg_namespace n ON n.oid = v.relnamespace
WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  AND d.refobjid = ANY (@) AND v.oid <> d.refobjid AND v.relkind IN ('v', 'm')
ORDER BY 1, 2, 3)";

void readDependent(const Row &row, Relation &relation)
{
    relation.dependents.push_back({row.name(1), relationKind(row.character(3))});
}

} // namespace

void addExtraAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted)
{
    addArea(areas, wanted.all, statisticsSql(server), readStatistics);
    addArea(areas, wanted.all, publicationSql(server), readPublication);
    addArea(areas, wanted.sequences, sequenceSql, readSequence);
    addArea(areas, wanted.foreign, foreignSql, readForeign);
    addArea(areas, wanted.all, dependentSql, readDependent);
}

} // namespace retort::catalog
