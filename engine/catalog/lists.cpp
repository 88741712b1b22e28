// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/lists.h"

#include "engine/base/text.h"
#include "engine/catalog/objectareas.h"
#include "engine/catalog/pattern.h"
#include "engine/catalog/reader.h"

#include <algorithm>
#include <array>

namespace retort::catalog {

namespace {

struct KindWords {
    ListKind kind;
    std::string_view word;
    std::string_view command;
};
constexpr std::array kindWords{
    KindWords{ListKind::Tables, "tables", "dt"},
    KindWords{ListKind::Indexes, "indexes", "di"},
    KindWords{ListKind::Views, "views", "dv"},
    KindWords{ListKind::MaterializedViews, "materialized-views", "dm"},
    KindWords{ListKind::Sequences, "sequences", "ds"},
    KindWords{ListKind::ForeignTables, "foreign-tables", "dE"},
    KindWords{ListKind::Schemas, "schemas", "dn"},
    KindWords{ListKind::Functions, "functions", "df"},
    KindWords{ListKind::Types, "types", "dT"},
    KindWords{ListKind::Extensions, "extensions", "dx"},
    KindWords{ListKind::Roles, "roles", "du"},
};

struct ListColumn {
    std::string header;
    std::string sql;
};

/// One list: its title, its columns, and where the rows come from.
struct ListQuery {
    std::string title;
    std::vector<ListColumn> columns;
    std::string from;
    std::string where;
    std::string order;

    std::string sql() const
    {
        std::vector<std::string> expressions;
        for (const ListColumn &column : columns)
            expressions.push_back(column.sql);
        return "SELECT " + text::join(expressions, ", ") + "\nFROM " + from + "\nWHERE " + where + "\nORDER BY " + order;
    }
};

std::string privileges(std::string_view column)
{
    return "pg_catalog.array_to_string(" + std::string(column) + ", E'\\n')";
}

bool isRelation(ListKind kind)
{
    return kind <= ListKind::ForeignTables;
}

bool isInSchema(ListKind kind)
{
    return kind != ListKind::Schemas && kind != ListKind::Extensions && kind != ListKind::Roles;
}

/// The letters of pg_class.relkind. A pattern finds TOAST tables among the tables too.
std::string relkinds(ListKind kind, bool hasPattern)
{
    switch (kind) {
    case ListKind::Tables: return hasPattern ? "'r', 'p', 't'" : "'r', 'p'";
    case ListKind::Indexes: return "'i', 'I'";
    case ListKind::Views: return "'v'";
    case ListKind::MaterializedViews: return "'m'";
    case ListKind::Sequences: return "'S'";
    default: return "'f'";
    }
}

constexpr std::string_view noSystemSchema = "n.nspname <> 'pg_catalog' AND n.nspname <> 'information_schema'";

ListQuery relations(ListKind kind, const NamePattern *pattern, bool verbose)
{
    ListQuery query;
    query.title = "List of relations";
    query.columns = {{"Schema", "n.nspname"},
                     {"Name", "c.relname"},
                     {"Type", R"(CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table'
  WHEN 't' THEN 'TOAST table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index'
  WHEN 'I' THEN 'partitioned index' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' END)"},
                     {"Owner", "pg_catalog.pg_get_userbyid(c.relowner)"}};
    query.from = "pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                 " LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam";
    if (kind == ListKind::Indexes) {
        query.columns.push_back({"Table", "t.relname"});
        query.from += " LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid"
                      " LEFT JOIN pg_catalog.pg_class t ON t.oid = i.indrelid";
    }
    if (verbose) {
        query.columns.push_back({"Persistence", R"(CASE c.relpersistence WHEN 'p' THEN 'permanent'
  WHEN 't' THEN 'temporary' WHEN 'u' THEN 'unlogged' END)"});
        if (kind == ListKind::Tables || kind == ListKind::Indexes || kind == ListKind::MaterializedViews)
            query.columns.push_back({"Access method", "am.amname"});
        query.columns.push_back({"Size", "CASE WHEN " + notLocked()
                                             + " THEN pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(c.oid)) END"});
        query.columns.push_back({"Description", commentOf("c.oid", "pg_class")});
    }
    query.where = "c.relkind IN (" + relkinds(kind, pattern != nullptr) + ") AND "
        + (pattern != nullptr ? pattern->condition()
                              : std::string(noSystemSchema)
                   + " AND n.nspname !~ '^pg_toast' AND pg_catalog.pg_table_is_visible(c.oid)");
    query.order = "1, 2";
    return query;
}

ListQuery schemas(const NamePattern *pattern, bool verbose)
{
    ListQuery query{"List of schemas",
                    {{"Name", "n.nspname"}, {"Owner", "pg_catalog.pg_get_userbyid(n.nspowner)"}},
                    "pg_catalog.pg_namespace n",
                    pattern != nullptr ? pattern->conditionOn({"n.nspname", {}, {}, {}})
                                       : "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'",
                    "1"};
    if (verbose) {
        query.columns.push_back({"Access privileges", privileges("n.nspacl")});
        query.columns.push_back({"Description", commentOf("n.oid", "pg_namespace")});
    }
    return query;
}

ListQuery functions(const NamePattern *pattern, bool verbose, int serverVersion)
{
    ListQuery query{"List of functions",
                    {{"Schema", "n.nspname"},
                     {"Name", "p.proname"},
                     {"Result data type", "pg_catalog.pg_get_function_result(p.oid)"},
                     {"Argument data types", "pg_catalog.pg_get_function_arguments(p.oid)"},
                     {"Type", "CASE p.prokind WHEN 'a' THEN 'agg' WHEN 'w' THEN 'window' WHEN 'p' THEN 'proc'"
                              " ELSE 'func' END"}},
                    "pg_catalog.pg_proc p LEFT JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
                    " LEFT JOIN pg_catalog.pg_language l ON l.oid = p.prolang",
                    pattern != nullptr
                        ? pattern->conditionOn({"p.proname", {}, "n.nspname", "pg_catalog.pg_function_is_visible(p.oid)"})
                        : std::string(noSystemSchema) + " AND pg_catalog.pg_function_is_visible(p.oid)",
                    "1, 2, 4"};
    if (!verbose)
        return query;
    for (ListColumn column : {
             ListColumn{"Volatility",
                        "CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' WHEN 'v' THEN 'volatile'"
                        " END"},
             ListColumn{"Parallel",
                        "CASE p.proparallel WHEN 'r' THEN 'restricted' WHEN 's' THEN 'safe' WHEN 'u' THEN 'unsafe' END"},
             ListColumn{"Owner", "pg_catalog.pg_get_userbyid(p.proowner)"},
             ListColumn{"Security", "CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END"},
             ListColumn{"Access privileges", privileges("p.proacl")},
             ListColumn{"Language", "l.lanname"},
             ListColumn{"Source code",
                        serverVersion >= 140000 ? "coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc)"
                                                : "p.prosrc"},
             ListColumn{"Description", commentOf("p.oid", "pg_proc")},
         })
        query.columns.push_back(std::move(column));
    return query;
}

ListQuery types(const NamePattern *pattern, bool verbose)
{
    ListQuery query{"List of data types",
                    {{"Schema", "n.nspname"}, {"Name", "pg_catalog.format_type(t.oid, NULL)"}},
                    "pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace",
                    R"((t.typrelid = 0 OR (SELECT c.relkind = 'c' FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid) AND )",
                    "1, 2"};
    query.where += pattern != nullptr
        ? pattern->conditionOn(
            {"t.typname", "pg_catalog.format_type(t.oid, NULL)", "n.nspname", "pg_catalog.pg_type_is_visible(t.oid)"})
        : std::string(noSystemSchema) + " AND pg_catalog.pg_type_is_visible(t.oid)";
    if (verbose) {
        query.columns.push_back({"Internal name", "t.typname"});
        query.columns.push_back({"Size", "CASE WHEN t.typrelid <> 0 THEN 'tuple' WHEN t.typlen < 0 THEN 'var'"
                                         " ELSE t.typlen::pg_catalog.text END"});
        query.columns.push_back({"Elements", R"(pg_catalog.array_to_string(array(
    SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder), E'\n'))"});
        query.columns.push_back({"Owner", "pg_catalog.pg_get_userbyid(t.typowner)"});
        query.columns.push_back({"Access privileges", privileges("t.typacl")});
    }
    query.columns.push_back({"Description", commentOf("t.oid", "pg_type")});
    return query;
}

ListQuery extensions(const NamePattern *pattern)
{
    return {"List of installed extensions",
            {{"Name", "e.extname"},
             {"Version", "e.extversion"},
             {"Schema", "n.nspname"},
             {"Description", commentOf("e.oid", "pg_extension")}},
            "pg_catalog.pg_extension e LEFT JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace",
            pattern != nullptr ? pattern->conditionOn({"e.extname", {}, {}, {}}) : "true",
            "1"};
}

/// Attributes as psql words them: one line, then the limit of connections, then the end of the password.
constexpr std::string_view roleAttributes = R"(pg_catalog.concat_ws(E'\n',
  nullif(pg_catalog.concat_ws(', ',
    CASE WHEN r.rolsuper THEN 'Superuser' END,
    CASE WHEN NOT r.rolinherit THEN 'No inheritance' END,
    CASE WHEN r.rolcreaterole THEN 'Create role' END,
    CASE WHEN r.rolcreatedb THEN 'Create DB' END,
    CASE WHEN NOT r.rolcanlogin THEN 'Cannot login' END,
    CASE WHEN r.rolreplication THEN 'Replication' END,
    CASE WHEN r.rolbypassrls THEN 'Bypass RLS' END), ''),
  CASE WHEN r.rolconnlimit = 0 THEN 'No connections' WHEN r.rolconnlimit = 1 THEN '1 connection'
       WHEN r.rolconnlimit > 1 THEN r.rolconnlimit || ' connections' END,
  'Password valid until ' || r.rolvaliduntil))";

ListQuery roles(const NamePattern *pattern, bool verbose)
{
    ListQuery query{"List of roles",
                    {{"Role name", "r.rolname"},
                     {"Attributes", std::string(roleAttributes)},
                     {"Member of", R"(array(SELECT b.rolname FROM pg_catalog.pg_auth_members m
    JOIN pg_catalog.pg_roles b ON b.oid = m.roleid WHERE m.member = r.oid))"}},
                    "pg_catalog.pg_roles r",
                    pattern != nullptr ? pattern->conditionOn({"r.rolname", {}, {}, {}}) : "r.rolname !~ '^pg_'",
                    "1"};
    if (verbose)
        query.columns.push_back({"Description", "pg_catalog.shobj_description(r.oid, 'pg_authid')"});
    return query;
}

ListQuery queryFor(ListKind kind, const NamePattern *pattern, bool verbose, int serverVersion)
{
    switch (kind) {
    case ListKind::Schemas: return schemas(pattern, verbose);
    case ListKind::Functions: return functions(pattern, verbose, serverVersion);
    case ListKind::Types: return types(pattern, verbose);
    case ListKind::Extensions: return extensions(pattern);
    case ListKind::Roles: return roles(pattern, verbose);
    default: return relations(kind, pattern, verbose);
    }
}

/// The publications of the schemas that a pattern finds take the place of the count of rows (15).
Result<std::vector<std::string>> schemaFooters(Reader &reader, const NamePattern &pattern)
{
    if (reader.server().version < 150000)
        return std::vector<std::string>();
    const auto rows = reader.query(R"(
SELECT p.pubname
FROM pg_catalog.pg_publication p
  JOIN pg_catalog.pg_publication_namespace pn ON pn.pnpubid = p.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = pn.pnnspid
WHERE n.nspname = )" + text::quoteLiteral(pattern.text)
                                   + " ORDER BY 1");
    if (!rows)
        return rows.error();
    std::vector<std::string> footers;
    for (int row = 0; row < rows->rowCount(); ++row) {
        if (footers.empty())
            footers.emplace_back("Publications:");
        footers.push_back("    \"" + rows->text(row, 0) + '"');
    }
    return footers;
}

TextTable tableOf(const ListQuery &query, const postgres::QueryResult &rows)
{
    TextTable table;
    table.title = query.title;
    for (const ListColumn &column : query.columns)
        table.headers.push_back({column.header});
    for (int row = 0; row < rows.rowCount(); ++row) {
        auto &cells = table.rows.emplace_back();
        for (int column = 0; column < rows.columnCount(); ++column)
            cells.push_back(rows.text(row, column));
    }
    return table;
}

} // namespace

std::optional<ListKind> listKind(std::string_view word)
{
    if (word.starts_with('\\'))
        word.remove_prefix(1);
    const auto found = std::find_if(kindWords.begin(), kindWords.end(), [&](const KindWords &words) {
        return word == words.word || word == words.command || word == words.command.substr(1);
    });
    return found == kindWords.end() ? std::nullopt : std::optional(found->kind);
}

std::vector<std::string> listKinds()
{
    std::vector<std::string> all;
    for (const KindWords &words : kindWords)
        all.push_back(std::string(words.word) + " (" + std::string(words.command) + ')');
    return all;
}

Result<ObjectList> listObjects(postgres::Connection &connection, ListKind kind, std::string_view pattern, bool verbose)
{
    std::optional<NamePattern> parsed;
    if (!pattern.empty()) {
        auto result = parsePattern(pattern);
        if (!result)
            return std::move(result).error();
        parsed = *std::move(result);
    }
    const NamePattern *wanted = parsed ? &*parsed : nullptr;
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    if (wanted != nullptr) {
        if (wanted->hasSchema && !isInSchema(kind)) {
            return makeError("bad-pattern", "improper qualified name (too many dotted names): " + wanted->text,
                             "These have no schema; put a name that holds a dot in double quotes.",
                             ExitStatus::Usage);
        }
        if (auto checked = checkDatabase(*wanted, reader->server().database); !checked)
            return std::move(checked).error();
    }
    const ListQuery query = queryFor(kind, wanted, verbose, reader->server().version);
    auto rows = reader->query(query.sql());
    if (!rows)
        return patternError(std::move(rows).error(), pattern);
    ObjectList list{tableOf(query, *rows), isRelation(kind) && rows->rowCount() == 0};
    if (kind == ListKind::Schemas && wanted != nullptr) {
        auto footers = schemaFooters(*reader, *wanted);
        if (!footers)
            return std::move(footers).error();
        list.table.footers = *std::move(footers);
    }
    if (kind != ListKind::Roles && list.table.footers.empty())
        list.table.footers = {'(' + text::counted(static_cast<std::size_t>(rows->rowCount()), "row") + ')'};
    return list;
}

} // namespace retort::catalog
