// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/objectareas.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace retort::catalog {

namespace {

// Each part has the columns kind, schema, name, part, object, create, drop, owner, comment, acl; "drop" is NULL where
// DROP and the object say it. Each part types its acl, since any of them may be the first. Columns that came or went with a version are asked for through jsonb.

std::string collations(const Server &server)
{
    return R"(
SELECT 'collation', n.nspname, l.collname, '', pg_catalog.format('COLLATION %I.%I', n.nspname, l.collname),
  pg_catalog.format('CREATE COLLATION %I.%I (PROVIDER = %s, ', n.nspname, l.collname,
                    CASE l.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END)
  || CASE WHEN l.collprovider = 'c' AND l.collcollate <> l.collctype
       THEN pg_catalog.format('LC_COLLATE = %L, LC_CTYPE = %L', l.collcollate, l.collctype)
       ELSE pg_catalog.format('LOCALE = %L', coalesce(j ->> 'colllocale', j ->> 'colliculocale', l.collcollate)) END
  || CASE WHEN l.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END
  || coalesce(', RULES = ' || pg_catalog.quote_literal(j ->> 'collicurules'), '') || ')',
  NULL, pg_catalog.pg_get_userbyid(l.collowner), )"
        + commentOf("l.oid", "pg_collation") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace,
  pg_catalog.to_jsonb(l) j
WHERE )" + userSchemas(server)
        + " AND " + notOfExtension("pg_collation", "l.oid");
}

std::string casts()
{
    return R"(
SELECT 'cast', '', pg_catalog.format_type(x.castsource, NULL), pg_catalog.format_type(x.casttarget, NULL),
  pg_catalog.format('CAST (%s AS %s)', pg_catalog.format_type(x.castsource, NULL),
                    pg_catalog.format_type(x.casttarget, NULL)),
  pg_catalog.format('CREATE CAST (%s AS %s) ', pg_catalog.format_type(x.castsource, NULL),
                    pg_catalog.format_type(x.casttarget, NULL))
  || CASE x.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || x.castfunc::pg_catalog.regprocedure WHEN 'i' THEN 'WITH INOUT'
       ELSE 'WITHOUT FUNCTION' END
  || CASE x.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END,
  NULL, NULL, )"
        + commentOf("x.oid", "pg_cast") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_cast x WHERE x.oid >= 16384
  -- Those of a range type to its multirange come with it.
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass
    AND d.objid = x.oid AND d.deptype = 'i')
  AND )" + notOfExtension("pg_cast", "x.oid");
}

/// Shell operators, that only another one's COMMUTATOR or NEGATOR names, are none.
std::string operators(const Server &server)
{
    return R"(
SELECT 'operator', n.nspname, o.oprname, t.arguments,
  pg_catalog.format('OPERATOR %I.%s (%s)', n.nspname, o.oprname, t.arguments),
  pg_catalog.format('CREATE OPERATOR %I.%s (', n.nspname, o.oprname)
  || pg_catalog.concat_ws(', ', 'FUNCTION = ' || o.oprcode,
    'LEFTARG = ' || pg_catalog.format_type(nullif(o.oprleft, 0), NULL),
    'RIGHTARG = ' || pg_catalog.format_type(nullif(o.oprright, 0), NULL),
    'COMMUTATOR = ' || (SELECT pg_catalog.format('OPERATOR(%I.%s)', xn.nspname, x.oprname) FROM pg_catalog.pg_operator x
      JOIN pg_catalog.pg_namespace xn ON xn.oid = x.oprnamespace WHERE x.oid = o.oprcom),
    'NEGATOR = ' || (SELECT pg_catalog.format('OPERATOR(%I.%s)', xn.nspname, x.oprname) FROM pg_catalog.pg_operator x
      JOIN pg_catalog.pg_namespace xn ON xn.oid = x.oprnamespace WHERE x.oid = o.oprnegate),
    'RESTRICT = ' || nullif(o.oprrest, 0)::pg_catalog.regproc, 'JOIN = ' || nullif(o.oprjoin, 0)::pg_catalog.regproc,
    CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END) || ')',
  NULL, pg_catalog.pg_get_userbyid(o.oprowner), )"
        + commentOf("o.oid", "pg_operator") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace,
  LATERAL (SELECT pg_catalog.format('%s, %s', coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), NULL), 'NONE'),
    coalesce(pg_catalog.format_type(nullif(o.oprright, 0), NULL), 'NONE')) AS arguments) t
WHERE o.oprcode <> 0 AND )" + userSchemas(server)
        + " AND " + notOfExtension("pg_operator", "o.oid");
}

std::string operatorFamilies(const Server &server)
{
    return R"(
SELECT 'operator family', n.nspname, o.opfname, am.amname,
  pg_catalog.format('OPERATOR FAMILY %I.%I USING %I', n.nspname, o.opfname, am.amname),
  pg_catalog.format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, o.opfname, am.amname),
  NULL, pg_catalog.pg_get_userbyid(o.opfowner), )"
        + commentOf("o.oid", "pg_opfamily") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_opfamily o JOIN pg_catalog.pg_namespace n ON n.oid = o.opfnamespace
  JOIN pg_catalog.pg_am am ON am.oid = o.opfmethod
WHERE )" + userSchemas(server)
        + " AND " + notOfExtension("pg_opfamily", "o.oid");
}

std::string operatorClasses(const Server &server)
{
    return R"(
SELECT 'operator class', n.nspname, o.opcname, am.amname,
  pg_catalog.format('OPERATOR CLASS %I.%I USING %I', n.nspname, o.opcname, am.amname),
  pg_catalog.format(E'CREATE OPERATOR CLASS %I.%I%s FOR TYPE %s USING %I FAMILY %I.%I AS\n    ', n.nspname, o.opcname,
                    CASE WHEN o.opcdefault THEN ' DEFAULT' ELSE '' END, pg_catalog.format_type(o.opcintype, NULL),
                    am.amname, fn.nspname, f.opfname)
  || pg_catalog.concat_ws(E',\n    ',
    CASE WHEN o.opckeytype <> 0 THEN 'STORAGE ' || pg_catalog.format_type(o.opckeytype, NULL) END,
    (SELECT pg_catalog.string_agg(pg_catalog.format('OPERATOR %s %s', m.amopstrategy, m.amopopr::pg_catalog.regoperator)
        || coalesce(' FOR ORDER BY ' || (SELECT pg_catalog.format('%I.%I', sn.nspname, s.opfname)
             FROM pg_catalog.pg_opfamily s JOIN pg_catalog.pg_namespace sn ON sn.oid = s.opfnamespace
             WHERE s.oid = nullif(m.amopsortfamily, 0)), ''), E',\n    ' ORDER BY m.amopstrategy)
     FROM pg_catalog.pg_amop m JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
       AND d.objid = m.oid AND d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass AND d.refobjid = o.oid),
    (SELECT pg_catalog.string_agg(pg_catalog.format('FUNCTION %s (%s, %s) %s', m.amprocnum,
        pg_catalog.format_type(m.amproclefttype, NULL), pg_catalog.format_type(m.amprocrighttype, NULL),
        m.amproc::pg_catalog.oid::pg_catalog.regprocedure), E',\n    ' ORDER BY m.amprocnum)
     FROM pg_catalog.pg_amproc m JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
       AND d.objid = m.oid AND d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass AND d.refobjid = o.oid)),
  NULL, pg_catalog.pg_get_userbyid(o.opcowner), )"
        + commentOf("o.oid", "pg_opclass") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
  JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod
  JOIN pg_catalog.pg_opfamily f ON f.oid = o.opcfamily JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
WHERE )" + userSchemas(server)
        + " AND " + notOfExtension("pg_opclass", "o.oid");
}

std::string textSearch(const Server &server)
{
    const std::string where = " WHERE " + userSchemas(server) + " AND ";
    return R"(
SELECT 'text search dictionary', n.nspname, x.dictname, '',
  pg_catalog.format('TEXT SEARCH DICTIONARY %I.%I', n.nspname, x.dictname),
  pg_catalog.format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.nspname, x.dictname, tn.nspname,
                    t.tmplname, coalesce(', ' || x.dictinitoption, '')),
  NULL, pg_catalog.pg_get_userbyid(x.dictowner), )"
        + commentOf("x.oid", "pg_ts_dict") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_ts_dict x JOIN pg_catalog.pg_namespace n ON n.oid = x.dictnamespace
  JOIN pg_catalog.pg_ts_template t ON t.oid = x.dicttemplate JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
)" + where + notOfExtension("pg_ts_dict", "x.oid")
        + R"(
UNION ALL
SELECT 'text search configuration', n.nspname, x.cfgname, '',
  pg_catalog.format('TEXT SEARCH CONFIGURATION %I.%I', n.nspname, x.cfgname),
  pg_catalog.format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, x.cfgname, pn.nspname,
                    p.prsname),
  NULL, pg_catalog.pg_get_userbyid(x.cfgowner), )"
        + commentOf("x.oid", "pg_ts_config") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_ts_config x JOIN pg_catalog.pg_namespace n ON n.oid = x.cfgnamespace
  JOIN pg_catalog.pg_ts_parser p ON p.oid = x.cfgparser JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
)" + where + notOfExtension("pg_ts_config", "x.oid")
        + R"(
UNION ALL
SELECT 'text search mapping', n.nspname, x.cfgname, token.alias, '',
  pg_catalog.format('ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH ', n.nspname, x.cfgname, token.alias)
  || (SELECT pg_catalog.string_agg(m.mapdict::pg_catalog.regdictionary::pg_catalog.text, ', ' ORDER BY m.mapseqno)
      FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = x.oid AND m.maptokentype = token.tokid),
  pg_catalog.format('ALTER TEXT SEARCH CONFIGURATION %I.%I DROP MAPPING FOR %I', n.nspname, x.cfgname, token.alias),
  NULL, NULL, NULL::pg_catalog.text[]
FROM pg_catalog.pg_ts_config x JOIN pg_catalog.pg_namespace n ON n.oid = x.cfgnamespace,
  LATERAL pg_catalog.ts_token_type(x.cfgparser) token
)" + where + notOfExtension("pg_ts_config", "x.oid")
        + R"(
  AND EXISTS (SELECT FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = x.oid AND m.maptokentype = token.tokid)
UNION ALL
SELECT 'text search template', n.nspname, x.tmplname, '',
  pg_catalog.format('TEXT SEARCH TEMPLATE %I.%I', n.nspname, x.tmplname),
  pg_catalog.format('CREATE TEXT SEARCH TEMPLATE %I.%I (', n.nspname, x.tmplname)
  || pg_catalog.concat_ws(', ', 'INIT = ' || nullif(x.tmplinit, 0)::pg_catalog.regproc, 'LEXIZE = ' || x.tmpllexize)
  || ')',
  NULL, NULL, )"
        + commentOf("x.oid", "pg_ts_template") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_ts_template x JOIN pg_catalog.pg_namespace n ON n.oid = x.tmplnamespace
)" + where + notOfExtension("pg_ts_template", "x.oid")
        + R"(
UNION ALL
SELECT 'text search parser', n.nspname, x.prsname, '',
  pg_catalog.format('TEXT SEARCH PARSER %I.%I', n.nspname, x.prsname),
  pg_catalog.format('CREATE TEXT SEARCH PARSER %I.%I (', n.nspname, x.prsname)
  || pg_catalog.concat_ws(', ', 'START = ' || x.prsstart, 'GETTOKEN = ' || x.prstoken, 'END = ' || x.prsend,
    'LEXTYPES = ' || x.prslextype, 'HEADLINE = ' || nullif(x.prsheadline, 0)::pg_catalog.regproc) || ')',
  NULL, NULL, )"
        + commentOf("x.oid", "pg_ts_parser") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_ts_parser x JOIN pg_catalog.pg_namespace n ON n.oid = x.prsnamespace
)" + where + notOfExtension("pg_ts_parser", "x.oid");
}

std::string ofTheServer(const Server &server)
{
    return R"(
SELECT 'conversion', n.nspname, x.conname, '', pg_catalog.format('CONVERSION %I.%I', n.nspname, x.conname),
  pg_catalog.format('CREATE%s CONVERSION %I.%I FOR %L TO %L FROM %s', CASE WHEN x.condefault THEN ' DEFAULT' ELSE '' END,
                    n.nspname, x.conname, pg_catalog.pg_encoding_to_char(x.conforencoding),
                    pg_catalog.pg_encoding_to_char(x.contoencoding), x.conproc),
  NULL, pg_catalog.pg_get_userbyid(x.conowner), )"
        + commentOf("x.oid", "pg_conversion") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_conversion x JOIN pg_catalog.pg_namespace n ON n.oid = x.connamespace
WHERE )" + userSchemas(server)
        + " AND " + notOfExtension("pg_conversion", "x.oid") + R"(
UNION ALL
SELECT 'language', '', x.lanname, '', pg_catalog.format('LANGUAGE %I', x.lanname),
  pg_catalog.format('CREATE%s LANGUAGE %I HANDLER %s', CASE WHEN x.lanpltrusted THEN ' TRUSTED' ELSE '' END, x.lanname,
                    x.lanplcallfoid::pg_catalog.regproc)
  || coalesce(' INLINE ' || nullif(x.laninline, 0)::pg_catalog.regproc, '')
  || coalesce(' VALIDATOR ' || nullif(x.lanvalidator, 0)::pg_catalog.regproc, ''),
  NULL, pg_catalog.pg_get_userbyid(x.lanowner), )"
        + commentOf("x.oid", "pg_language") + R"(, x.lanacl::pg_catalog.text[]
FROM pg_catalog.pg_language x WHERE x.lanispl AND )"
        + notOfExtension("pg_language", "x.oid") + R"(
UNION ALL
SELECT 'access method', '', x.amname, '', pg_catalog.format('ACCESS METHOD %I', x.amname),
  pg_catalog.format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', x.amname,
                    CASE x.amtype WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END, x.amhandler),
  NULL, NULL, )"
        + commentOf("x.oid", "pg_am") + R"(, NULL::pg_catalog.text[]
FROM pg_catalog.pg_am x WHERE x.oid >= 16384 AND )"
        + notOfExtension("pg_am", "x.oid") + R"(
UNION ALL
SELECT 'wrapper', '', x.fdwname, '', pg_catalog.format('FOREIGN DATA WRAPPER %I', x.fdwname),
  pg_catalog.format('CREATE FOREIGN DATA WRAPPER %I', x.fdwname)
  || coalesce(' HANDLER ' || nullif(x.fdwhandler, 0)::pg_catalog.regproc, '')
  || coalesce(' VALIDATOR ' || nullif(x.fdwvalidator, 0)::pg_catalog.regproc, '')
  || CASE WHEN x.fdwoptions IS NULL THEN '' ELSE ' OPTIONS (' || )"
        + optionsOf("x.fdwoptions") + R"( || ')' END,
  NULL, pg_catalog.pg_get_userbyid(x.fdwowner), )"
        + commentOf("x.oid", "pg_foreign_data_wrapper") + R"(, x.fdwacl::pg_catalog.text[]
FROM pg_catalog.pg_foreign_data_wrapper x WHERE )"
        + notOfExtension("pg_foreign_data_wrapper", "x.oid");
}

} // namespace

std::optional<ObjectArea> otherArea(const Server &server)
{
    const std::pair<const char *, std::string> parts[]{
        {"collation", collations(server)},      {"cast", casts()},
        {"operator", operators(server)},        {"opfamily", operatorFamilies(server)},
        {"opclass", operatorClasses(server)},   {"ts", textSearch(server)},
        {"server", ofTheServer(server)},
    };
    std::string sql;
    for (const auto &[kind, part] : parts) {
        if (std::find(server.otherKinds.begin(), server.otherKinds.end(), kind) != server.otherKinds.end())
            sql += (sql.empty() ? "" : "\nUNION ALL") + part;
    }
    if (sql.empty())
        return std::nullopt;
    return ObjectArea{sql + "\nORDER BY 1, 2, 3, 4", [](const Row &row, Snapshot &snapshot) {
                snapshot.others.push_back({ObjectId{row.text(0), row.name(1), row.text(3)}, row.text(4), row.text(5),
                                           row.isNull(6) ? "DROP " + row.text(4) : row.text(6), row.text(7),
                                           row.text(8), row.texts(9)});
            }};
}

} // namespace retort::catalog
