// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/objectareas.h"

#include "engine/base/text.h"

#include <map>
#include <memory>
#include <utility>

namespace retort::catalog {

namespace {

/// Objects by oid while a snapshot is read, for rows that belong to an earlier one.
using Positions = std::shared_ptr<std::map<std::uint32_t, std::size_t>>;

ObjectArea schemaArea(const Server &server)
{
    return {"SELECT n.nspname, pg_catalog.pg_get_userbyid(n.nspowner), " + commentOf("n.oid", "pg_namespace")
                + ", n.nspacl::pg_catalog.text[] FROM pg_catalog.pg_namespace n WHERE " + userSchemas(server) + " AND "
                + notOfExtension("pg_namespace", "n.oid") + " ORDER BY n.nspname",
            [](const Row &row, Snapshot &snapshot) {
                snapshot.schemas.push_back({row.text(0), row.text(1), row.text(2), row.texts(3)});
            }};
}

ObjectArea extensionArea()
{
    return {"SELECT e.extname, n.nspname, e.extversion, " + commentOf("e.oid", "pg_extension") + R"(
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace ORDER BY e.extname)",
            [](const Row &row, Snapshot &snapshot) {
                snapshot.extensions.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
            }};
}

TypeKind typeKind(char typtype)
{
    switch (typtype) {
    case 'e': return TypeKind::Enum;
    case 'd': return TypeKind::Domain;
    case 'c': return TypeKind::Composite;
    case 'r': return TypeKind::Range;
    default: return TypeKind::Base;
    }
}

/// Arrays, row types of tables and multiranges come by themselves.
std::string typeSql(const Server &server)
{
    const std::string multirange = server.version < 140000
        ? "NULL"
        : "(SELECT m.typname FROM pg_catalog.pg_type m WHERE m.oid = r.rngmultitypid)";
    return R"(
SELECT t.oid, n.nspname, t.typname, t.typtype, pg_catalog.pg_get_userbyid(t.typowner), )"
        + commentOf("t.oid", "pg_type") + R"(, t.typacl::pg_catalog.text[],
  CASE WHEN t.typtype = 'e' THEN
    array(SELECT l.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum l
          WHERE l.enumtypid = t.oid ORDER BY l.enumsortorder) END,
  pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typnotnull,
  coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 0), t.typdefault),
  (SELECT l.collname FROM pg_catalog.pg_collation l, pg_catalog.pg_type b
   WHERE l.oid = t.typcollation AND b.oid = t.typbasetype AND t.typcollation <> b.typcollation),
  pg_catalog.format_type(r.rngsubtype, NULL),
  (SELECT o.opcname FROM pg_catalog.pg_opclass o WHERE o.oid = r.rngsubopc AND NOT o.opcdefault),
  (SELECT l.collname FROM pg_catalog.pg_collation l, pg_catalog.pg_type b
   WHERE l.oid = r.rngcollation AND b.oid = r.rngsubtype AND r.rngcollation <> b.typcollation),
  nullif(r.rngcanonical, 0)::pg_catalog.regproc, nullif(r.rngsubdiff, 0)::pg_catalog.regproc, )"
        + multirange + R"(
FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
  LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c'
       OR t.typtype = 'b' AND t.typisdefined AND NOT EXISTS (
         SELECT FROM pg_catalog.pg_type element WHERE element.oid = t.typelem AND element.typarray = t.oid))
  AND )" + userSchemas(server)
        + " AND " + notOfExtension("pg_type", "t.oid") + " ORDER BY n.nspname, t.typname";
}

void readType(const Row &row, Snapshot &snapshot, const Positions &positions)
{
    Type &type = snapshot.types.emplace_back();
    positions->emplace(row.oid(0), snapshot.types.size() - 1);
    type.name = row.name(1);
    type.kind = typeKind(row.character(3));
    type.owner = row.text(4);
    type.comment = row.text(5);
    type.privileges = row.texts(6);
    type.labels = row.texts(7).value_or(std::vector<std::string>());
    if (type.kind == TypeKind::Domain)
        type.domain = DomainFacts{row.text(8), row.text(11), row.boolean(9), row.text(10), {}};
    if (type.kind == TypeKind::Range)
        type.range = RangeFacts{row.text(12), row.text(13), row.text(14), row.text(15), row.text(16), row.text(17)};
}

Type *typeAt(const Row &row, Snapshot &snapshot, const Positions &positions)
{
    const auto found = positions->find(row.oid(0));
    return found == positions->end() ? nullptr : &snapshot.types[found->second];
}

void readAttribute(const Row &row, Snapshot &snapshot, const Positions &positions)
{
    if (Type *type = typeAt(row, snapshot, positions))
        type->attributes.push_back({row.text(1), row.text(2), row.text(3), row.text(4)});
}

void readDomainConstraint(const Row &row, Snapshot &snapshot, const Positions &positions)
{
    Type *type = typeAt(row, snapshot, positions);
    if (type == nullptr || !type->domain)
        return;
    Constraint &constraint = type->domain->constraints.emplace_back();
    constraint.name = row.text(1);
    constraint.type = row.character(2);
    constraint.definition = row.text(3);
    constraint.isValidated = row.boolean(4);
    constraint.comment = row.text(5);
}

void addTypeAreas(std::vector<ObjectArea> &areas, const Server &server)
{
    const auto positions = std::make_shared<std::map<std::uint32_t, std::size_t>>();
    areas.push_back({typeSql(server), [positions](const Row &row, Snapshot &snapshot) {
                         readType(row, snapshot, positions);
                     }});
    areas.push_back({R"(
SELECT c.reltype, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
  (SELECT l.collname FROM pg_catalog.pg_collation l, pg_catalog.pg_type t
   WHERE l.oid = a.attcollation AND t.oid = a.atttypid AND a.attcollation <> t.typcollation),
  pg_catalog.col_description(a.attrelid, a.attnum)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'c' AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum)",
                     [positions](const Row &row, Snapshot &snapshot) { readAttribute(row, snapshot, positions); }});
    areas.push_back({"SELECT r.contypid, r.conname, r.contype, pg_catalog.pg_get_constraintdef(r.oid, true), "
                     "r.convalidated, "
                         + commentOf("r.oid", "pg_constraint")
                         + " FROM pg_catalog.pg_constraint r WHERE r.contypid <> 0 ORDER BY r.contypid, r.conname",
                     [positions](const Row &row, Snapshot &snapshot) {
                         readDomainConstraint(row, snapshot, positions);
                     }});
}

RoutineKind routineKind(char prokind)
{
    switch (prokind) {
    case 'p': return RoutineKind::Procedure;
    case 'a': return RoutineKind::Aggregate;
    case 'w': return RoutineKind::Window;
    default: return RoutineKind::Function;
    }
}

/// pg_get_functiondef() takes no aggregate, so the server puts the text of one together (manual, CREATE AGGREGATE).
constexpr std::string_view aggregateDefinition = R"(
  pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (', n.nspname, p.proname,
                    coalesce(nullif(pg_catalog.pg_get_function_arguments(p.oid), ''), '*'))
  || pg_catalog.concat_ws(', ',
    'SFUNC = ' || a.aggtransfn, 'STYPE = ' || pg_catalog.format_type(a.aggtranstype, NULL),
    'SSPACE = ' || nullif(a.aggtransspace, 0),
    'FINALFUNC = ' || nullif(a.aggfinalfn, 0)::pg_catalog.regproc,
    CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
    'FINALFUNC_MODIFY = ' || CASE WHEN a.aggfinalfn <> 0 AND (a.aggfinalmodify <> 'r') = (a.aggkind = 'n') THEN
      CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
    'COMBINEFUNC = ' || nullif(a.aggcombinefn, 0)::pg_catalog.regproc,
    'SERIALFUNC = ' || nullif(a.aggserialfn, 0)::pg_catalog.regproc,
    'DESERIALFUNC = ' || nullif(a.aggdeserialfn, 0)::pg_catalog.regproc,
    'INITCOND = ' || pg_catalog.quote_literal(a.agginitval),
    'MSFUNC = ' || nullif(a.aggmtransfn, 0)::pg_catalog.regproc,
    'MINVFUNC = ' || nullif(a.aggminvtransfn, 0)::pg_catalog.regproc,
    'MSTYPE = ' || CASE WHEN a.aggmtranstype <> 0 THEN pg_catalog.format_type(a.aggmtranstype, NULL) END,
    'MSSPACE = ' || nullif(a.aggmtransspace, 0),
    'MFINALFUNC = ' || nullif(a.aggmfinalfn, 0)::pg_catalog.regproc,
    CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
    'MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval),
    'SORTOP = OPERATOR(' || (
      SELECT pg_catalog.format('%I.%s', os.nspname, o.oprname)
      FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace os ON os.oid = o.oprnamespace
      WHERE o.oid = a.aggsortop) || ')',
    'PARALLEL = ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END,
    CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END)
  || ')')";

ObjectArea routineArea(const Server &server)
{
    return {R"(
SELECT n.nspname, p.proname, p.prokind, pg_catalog.pg_get_function_identity_arguments(p.oid),
  pg_catalog.pg_get_function_arguments(p.oid), pg_catalog.pg_get_function_result(p.oid), l.lanname,
  CASE WHEN p.prokind = 'a' THEN)"
                + std::string(aggregateDefinition) + R"(
  ELSE pg_catalog.rtrim(pg_catalog.pg_get_functiondef(p.oid), E'\n') END,
  pg_catalog.pg_get_userbyid(p.proowner), )"
                + commentOf("p.oid", "pg_proc") + R"(, p.proacl::pg_catalog.text[], pg_catalog.oidvectortypes(p.proargtypes)
FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  LEFT JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
WHERE )" + userSchemas(server)
                + " AND " + notOfExtension("pg_proc", "p.oid") + R"(
  -- The constructors of a range type belong to it.
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid
                    AND d.deptype = 'i')
ORDER BY n.nspname, p.proname, 4)",
            [](const Row &row, Snapshot &snapshot) {
                Routine &routine = snapshot.routines.emplace_back();
                routine.name = row.name(0);
                routine.kind = routineKind(row.character(2));
                routine.identity = row.text(3);
                routine.arguments = row.text(4);
                routine.result = row.text(5);
                routine.language = row.text(6);
                routine.definition = row.text(7);
                routine.owner = row.text(8);
                routine.comment = row.text(9);
                routine.privileges = row.texts(10);
                routine.signature = row.text(11);
            }};
}

ObjectArea eventTriggerArea()
{
    return {"SELECT e.evtname, e.evtevent, e.evtfoid::pg_catalog.regproc, e.evttags, e.evtenabled, "
            "pg_catalog.pg_get_userbyid(e.evtowner), "
                + commentOf("e.oid", "pg_event_trigger") + " FROM pg_catalog.pg_event_trigger e WHERE "
                + notOfExtension("pg_event_trigger", "e.oid") + " ORDER BY e.evtname",
            [](const Row &row, Snapshot &snapshot) {
                snapshot.eventTriggers.push_back({row.text(0), row.text(1), row.text(2),
                                                  row.texts(3).value_or(std::vector<std::string>()), row.character(4),
                                                  row.text(5), row.text(6)});
            }};
}

ObjectArea publicationArea(const Server &server)
{
    const std::string schemas = server.version < 150000
        ? "NULL"
        : "array(SELECT n.nspname::pg_catalog.text FROM pg_catalog.pg_publication_namespace pn"
          " JOIN pg_catalog.pg_namespace n ON n.oid = pn.pnnspid WHERE pn.pnpubid = p.oid ORDER BY 1)";
    return {R"(
SELECT p.pubname, pg_catalog.pg_get_userbyid(p.pubowner), p.puballtables, )"
                + schemas + R"(,
  array(SELECT operation FROM (VALUES ('insert', p.pubinsert), ('update', p.pubupdate), ('delete', p.pubdelete),
                                      ('truncate', p.pubtruncate)) o(operation, is_published) WHERE is_published),
  p.pubviaroot, )"
                + commentOf("p.oid", "pg_publication") + " FROM pg_catalog.pg_publication p ORDER BY p.pubname",
            [](const Row &row, Snapshot &snapshot) {
                snapshot.publications.push_back({row.text(0), row.text(1), row.boolean(2),
                                                 row.texts(3).value_or(std::vector<std::string>()),
                                                 row.texts(4).value_or(std::vector<std::string>()), row.boolean(5),
                                                 row.text(6), {}});
            }};
}

ObjectArea publishedTableArea(const Server &server)
{
    const std::string details = server.version < 150000 ? "NULL, NULL" : R"(
  (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
   FROM pg_catalog.pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)),
  pg_catalog.pg_get_expr(r.prqual, r.prrelid))";
    return {"SELECT p.pubname, n.nspname, c.relname, " + details + R"(
FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
  JOIN pg_catalog.pg_class c ON c.oid = r.prrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY p.pubname, n.nspname, c.relname)",
            [](const Row &row, Snapshot &snapshot) {
                const std::string name = row.text(0);
                for (PublicationFacts &publication : snapshot.publications) {
                    if (publication.name == name)
                        publication.tables.push_back({row.name(1), row.text(3), row.text(4)});
                }
            }};
}

/// The options' text as psql writes it, passwords masked. Who may use the mappings is told, never with what.
ObjectArea foreignServerArea()
{
    return {"SELECT s.srvname, w.fdwname, s.srvtype, s.srvversion, " + optionsOf("s.srvoptions") + R"(,
  array(SELECT CASE WHEN u.umuser = 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(u.umuser)::pg_catalog.text END
        FROM pg_catalog.pg_user_mappings u WHERE u.srvid = s.oid ORDER BY 1),
  pg_catalog.pg_get_userbyid(s.srvowner), )"
                + commentOf("s.oid", "pg_foreign_server") + R"(, s.srvacl::pg_catalog.text[]
FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE )" + notOfExtension("pg_foreign_server", "s.oid")
                + " ORDER BY s.srvname",
            [](const Row &row, Snapshot &snapshot) {
                snapshot.foreignServers.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4),
                                                   row.texts(5).value_or(std::vector<std::string>()), row.text(6),
                                                   row.text(7), row.texts(8)});
            }};
}

ObjectArea defaultPrivilegesArea()
{
    return {R"(
SELECT pg_catalog.pg_get_userbyid(d.defaclrole), n.nspname, d.defaclobjtype, d.defaclacl::pg_catalog.text[]
FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
ORDER BY 1, 2 NULLS FIRST, 3)",
            [](const Row &row, Snapshot &snapshot) {
                snapshot.defaultPrivileges.push_back({row.text(0), row.text(1), row.character(2),
                                                      row.texts(3).value_or(std::vector<std::string>())});
            }};
}

} // namespace

ObjectArea serverArea()
{
    return {R"(
SELECT pg_catalog.current_database(), pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate,
  pg_catalog.current_setting('search_path'), e.extversion,
  pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  current_user, pg_catalog.pg_get_userbyid(d.datdba)
FROM pg_catalog.pg_database d LEFT JOIN pg_catalog.pg_extension e ON e.extname = 'timescaledb'
WHERE d.datname = pg_catalog.current_database())",
            [](const Row &row, Snapshot &snapshot) {
                snapshot.server.database = row.text(0);
                snapshot.server.encoding = row.text(1);
                snapshot.server.collation = row.text(2);
                snapshot.server.searchPath = row.text(3);
                snapshot.server.timescaleVersion = row.text(4);
                snapshot.takenAt = row.text(5);
                snapshot.server.user = row.text(6);
                snapshot.server.owner = row.text(7);
            }};
}

std::string optionsOf(std::string_view options)
{
    return R"(pg_catalog.array_to_string(array(
    SELECT pg_catalog.quote_ident(option_name) || ' ' ||
      CASE WHEN option_name ~* 'passw|secret|token' THEN '''***''' ELSE pg_catalog.quote_literal(option_value) END
    FROM pg_catalog.pg_options_to_table()" + std::string(options) + ")), ', ')";
}

std::string commentOf(std::string_view oid, std::string_view catalog)
{
    return "pg_catalog.obj_description(" + std::string(oid) + ", '" + std::string(catalog) + "')";
}

std::string userSchemas(const Server &server)
{
    std::string sql = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    if (server.hasTimescale) {
        sql += R"( AND n.nspname !~ '^_timescaledb_'
  AND n.nspname NOT IN ('timescaledb_information', 'timescaledb_experimental'))";
    }
    return sql;
}

std::string notOfExtension(std::string_view catalog, std::string_view oid)
{
    return "NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog." + std::string(catalog)
        + "'::pg_catalog.regclass AND d.objid = " + std::string(oid) + " AND d.deptype = 'e')";
}

std::vector<ObjectArea> objectAreas(const Server &server)
{
    std::vector<ObjectArea> areas{schemaArea(server), extensionArea()};
    addTypeAreas(areas, server);
    areas.push_back(routineArea(server));
    areas.push_back(eventTriggerArea());
    areas.push_back(publicationArea(server));
    areas.push_back(publishedTableArea(server));
    areas.push_back(foreignServerArea());
    areas.push_back(defaultPrivilegesArea());
    if (auto others = otherArea(server))
        areas.push_back(*std::move(others));
    for (ObjectArea &area : timescaleObjectAreas(server))
        areas.push_back(std::move(area));
    return areas;
}

} // namespace retort::catalog
