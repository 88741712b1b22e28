// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/objectareas.h"

namespace retort::catalog {

namespace {

/// What a continuous aggregate's query reads stands with an internal view that TimescaleDB keeps of it.
std::string aggregateQueries(const Server &server)
{
    if (!server.hasTimescale)
        return {};
    return R"(
  SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid, 'continuous aggregate', a.user_view_schema,
    a.user_view_name, ''
  FROM _timescaledb_catalog.continuous_agg a
    JOIN pg_catalog.pg_namespace n ON n.nspname = a.direct_view_schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = a.direct_view_name
    JOIN pg_catalog.pg_rewrite w ON w.ev_class = c.oid
  UNION ALL)";
}

/// Every object of people's schemas and every member of an extension, with the name it has in an ObjectId.
/// pg_identify_object() would do the same, an object at a time.
std::string objectsSql(const Server &server)
{
    const std::string user = userSchemas(server);
    const std::string view = server.hasTimescale
        ? R"(CASE WHEN EXISTS (SELECT FROM _timescaledb_catalog.continuous_agg a
        WHERE a.user_view_schema = n.nspname AND a.user_view_name = c.relname)
      THEN 'continuous aggregate' ELSE 'view' END)"
        : "'view'";
    const std::string multirange = server.version < 140000
        ? "NULL::pg_catalog.oid"
        : "(SELECT g.rngtypid FROM pg_catalog.pg_range g WHERE g.rngmultitypid = coalesce(element.oid, t.oid))";
    return R"(
WITH relation AS MATERIALIZED (
  SELECT c.oid, n.nspname AS schema, c.relname AS name,
    CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN )"
        + view + R"( WHEN 'm' THEN 'materialized view'
      WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'type' ELSE 'index' END AS kind
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind <> 't' AND )" + user + R"(
), own(classid, objid, kind, schema, name, part) AS (
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, r.oid,
    CASE WHEN con.oid IS NULL THEN r.kind ELSE 'constraint' END, r.schema,
    CASE WHEN con.oid IS NULL THEN r.name ELSE t.name END, coalesce(con.conname, '')::pg_catalog.text
  FROM relation r
    LEFT JOIN pg_catalog.pg_constraint con
      ON r.kind = 'index' AND con.conindid = r.oid AND con.contype IN ('p', 'u', 'x')
    LEFT JOIN relation t ON t.oid = con.conrelid
  UNION ALL
  SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, coalesce(r.kind, 'type'), n.nspname,
    coalesce(r.name, base.typname), ''
  FROM pg_catalog.pg_type t
    LEFT JOIN pg_catalog.pg_type element ON element.typarray = t.oid
    LEFT JOIN pg_catalog.pg_type base ON base.oid = coalesce()" + multirange + R"(, element.oid, t.oid)
    LEFT JOIN relation r ON r.oid = base.typrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = base.typnamespace
  WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 'routine', n.nspname, p.proname,
    pg_catalog.oidvectortypes(p.proargtypes)
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, con.oid, 'constraint', n.nspname,
    coalesce(r.name, t.typname), con.conname
  FROM pg_catalog.pg_constraint con
    JOIN pg_catalog.pg_namespace n ON n.oid = con.connamespace
    LEFT JOIN relation r ON r.oid = con.conrelid
    LEFT JOIN pg_catalog.pg_type t ON t.oid = con.contypid
  WHERE (r.oid IS NOT NULL OR t.oid IS NOT NULL) AND )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, d.oid,
    CASE a.attgenerated WHEN '' THEN 'default' ELSE 'column' END, r.schema, r.name, a.attname
  FROM pg_catalog.pg_attrdef d
    JOIN relation r ON r.oid = d.adrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  UNION ALL
  SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid,
    CASE w.rulename WHEN '_RETURN' THEN r.kind ELSE 'rule' END, r.schema, r.name,
    CASE w.rulename WHEN '_RETURN' THEN '' ELSE w.rulename END
  FROM pg_catalog.pg_rewrite w JOIN relation r ON r.oid = w.ev_class
  UNION ALL)" + aggregateQueries(server) + R"(
  SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, g.oid, 'trigger', r.schema, r.name, g.tgname
  FROM pg_catalog.pg_trigger g JOIN relation r ON r.oid = g.tgrelid WHERE NOT g.tgisinternal
  UNION ALL
  SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid, 'policy', r.schema, r.name, p.polname
  FROM pg_catalog.pg_policy p JOIN relation r ON r.oid = p.polrelid
  UNION ALL
  SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid, 'statistics', n.nspname, s.stxname, ''
  FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, l.oid, 'collation', n.nspname, l.collname, ''
  FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 'operator', n.nspname, o.oprname,
    pg_catalog.format('%s, %s', coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), NULL), 'NONE'),
                      coalesce(pg_catalog.format_type(nullif(o.oprright, 0), NULL), 'NONE'))
  FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass, o.oid, 'operator class', n.nspname, o.opcname, am.amname
  FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
    JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod WHERE )" + user + R"(
  UNION ALL
  SELECT d.classid, d.objid, 'operator class', n.nspname, o.opcname, am.amname
  FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_opclass o ON o.oid = d.refobjid
    JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
    JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod
  WHERE d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass
    AND d.classid IN ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
    AND )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_opfamily'::pg_catalog.regclass, o.oid, 'operator family', n.nspname, o.opfname, am.amname
  FROM pg_catalog.pg_opfamily o JOIN pg_catalog.pg_namespace n ON n.oid = o.opfnamespace
    JOIN pg_catalog.pg_am am ON am.oid = o.opfmethod WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass, x.oid, 'text search configuration', n.nspname, x.cfgname, ''
  FROM pg_catalog.pg_ts_config x JOIN pg_catalog.pg_namespace n ON n.oid = x.cfgnamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, x.oid, 'text search dictionary', n.nspname, x.dictname, ''
  FROM pg_catalog.pg_ts_dict x JOIN pg_catalog.pg_namespace n ON n.oid = x.dictnamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_ts_template'::pg_catalog.regclass, x.oid, 'text search template', n.nspname, x.tmplname, ''
  FROM pg_catalog.pg_ts_template x JOIN pg_catalog.pg_namespace n ON n.oid = x.tmplnamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, x.oid, 'text search parser', n.nspname, x.prsname, ''
  FROM pg_catalog.pg_ts_parser x JOIN pg_catalog.pg_namespace n ON n.oid = x.prsnamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_conversion'::pg_catalog.regclass, x.oid, 'conversion', n.nspname, x.conname, ''
  FROM pg_catalog.pg_conversion x JOIN pg_catalog.pg_namespace n ON n.oid = x.connamespace WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_cast'::pg_catalog.regclass, x.oid, 'cast', '', pg_catalog.format_type(x.castsource, NULL),
    pg_catalog.format_type(x.casttarget, NULL)
  FROM pg_catalog.pg_cast x WHERE x.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, 'schema', '', n.nspname, ''
  FROM pg_catalog.pg_namespace n WHERE )" + user + R"(
  UNION ALL
  SELECT 'pg_catalog.pg_extension'::pg_catalog.regclass, e.oid, 'extension', '', e.extname, ''
  FROM pg_catalog.pg_extension e
  UNION ALL
  SELECT 'pg_catalog.pg_language'::pg_catalog.regclass, l.oid, 'language', '', l.lanname, ''
  FROM pg_catalog.pg_language l WHERE l.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_am'::pg_catalog.regclass, m.oid, 'access method', '', m.amname, ''
  FROM pg_catalog.pg_am m WHERE m.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass, w.oid, 'wrapper', '', w.fdwname, ''
  FROM pg_catalog.pg_foreign_data_wrapper w
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_server'::pg_catalog.regclass, s.oid, 'server', '', s.srvname, ''
  FROM pg_catalog.pg_foreign_server s
  UNION ALL
  SELECT 'pg_catalog.pg_publication'::pg_catalog.regclass, p.oid, 'publication', '', p.pubname, ''
  FROM pg_catalog.pg_publication p
  UNION ALL
  SELECT 'pg_catalog.pg_publication_rel'::pg_catalog.regclass, x.oid, 'publication table', r.schema, r.name, p.pubname
  FROM pg_catalog.pg_publication_rel x JOIN pg_catalog.pg_publication p ON p.oid = x.prpubid
    JOIN relation r ON r.oid = x.prrelid
  UNION ALL
  SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, e.oid, 'event trigger', '', e.evtname, ''
  FROM pg_catalog.pg_event_trigger e
), member AS MATERIALIZED (
  SELECT d.classid, d.objid, e.extname
  FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
  WHERE d.deptype = 'e' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
), object AS MATERIALIZED (
  SELECT o.* FROM own o WHERE NOT EXISTS (
    SELECT FROM member m WHERE m.classid = o.classid AND m.objid = o.objid)
  UNION ALL
  SELECT m.classid, m.objid, 'extension', '', m.extname, '' FROM member m
  UNION ALL
  SELECT m.classid, t.oid, 'extension', '', m.extname, ''
  FROM member m JOIN pg_catalog.pg_type element ON element.oid = m.objid
    JOIN pg_catalog.pg_type t ON t.oid = element.typarray
  WHERE m.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
)
)";
}

/// Columns of tables are objects; those of views stand and fall with the view.
std::string dependenciesSql(const Server &server)
{
    return objectsSql(server) + R"(
SELECT
  CASE WHEN da.attname IS NULL THEN o.kind ELSE 'column' END, o.schema, o.name, coalesce(da.attname, o.part),
  CASE WHEN ra.attname IS NULL THEN r.kind ELSE 'column' END, r.schema, r.name, coalesce(ra.attname, r.part),
  d.deptype
FROM pg_catalog.pg_depend d
  JOIN object o ON o.classid = d.classid AND o.objid = d.objid
  JOIN object r ON r.classid = d.refclassid AND r.objid = d.refobjid
  LEFT JOIN pg_catalog.pg_attribute da ON d.objsubid > 0 AND o.kind IN ('table', 'foreign table')
    AND da.attrelid = d.objid AND da.attnum = d.objsubid
  LEFT JOIN pg_catalog.pg_attribute ra ON d.refobjsubid > 0 AND r.kind IN ('table', 'foreign table')
    AND ra.attrelid = d.refobjid AND ra.attnum = d.refobjsubid
WHERE d.deptype <> 'e' AND o.kind <> 'extension')";
}

} // namespace

std::string ObjectId::toString() const
{
    std::string text = kind + ' ' + name.toString();
    if (kind == "routine")
        return text + '(' + part + ')';
    return part.empty() ? text : text + '.' + RelationName{{}, part}.toString();
}

ObjectArea dependencyArea(const Server &server)
{
    return {dependenciesSql(server), [](const Row &row, Snapshot &snapshot) {
                Dependency dependency{ObjectId{row.text(0), row.name(1), row.text(3)}.toString(),
                                      ObjectId{row.text(4), row.name(5), row.text(7)}.toString(), row.character(8)};
                if (dependency.dependent != dependency.on)
                    snapshot.dependencies.push_back(std::move(dependency));
            }};
}

} // namespace retort::catalog
