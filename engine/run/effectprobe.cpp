// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/effectprobe.h"

#include "engine/base/text.h"

#include <string>

namespace retort::run
{

namespace
{

using script::StatementEffect;
using Kind = StatementEffect::Kind;

/// The text that names an object as it stands in the catalog, out of its quoted form.
std::string plain(const std::string &quoted)
{
    std::string name;
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
        name += quoted[i];
        if (quoted[i] == '"')
            ++i; // doubled
    }
    return name;
}

/// A query whose one row says "done", "not done", "begun" or "unknown"; empty where none can tell.
std::string probeSql(const StatementEffect &effect)
{
    const auto literal = [](const std::string &text) { return text::quoteLiteral(text); };
    const auto existence = [&](const std::string &from, bool makes) {
        return "SELECT CASE WHEN EXISTS (SELECT 1 FROM " + from + " = " + literal(plain(effect.name())) + ") THEN '"
            + (makes ? "done" : "not done") + "' ELSE '" + (makes ? "not done" : "done") + "' END";
    };
    switch (effect.kind) {
    case Kind::BuildsIndex:
        if (effect.name().empty())
            return {};
        return "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c"
               " ON c.oid = i.indexrelid WHERE i.indisvalid AND i.indrelid = pg_catalog.to_regclass("
            + literal(effect.table) + ") AND c.relname = " + literal(effect.name())
            + ") THEN 'done' ELSE 'not done' END";
    case Kind::DropsIndexes: {
        std::string sql = "SELECT CASE WHEN true";
        for (const std::string &name : effect.names)
            sql += " AND pg_catalog.to_regclass(" + literal(name) + ") IS NULL";
        return sql + " THEN 'done' ELSE 'not done' END";
    }
    case Kind::DetachesPartition:
        return "SELECT CASE (SELECT h.inhdetachpending FROM pg_catalog.pg_inherits h WHERE h.inhrelid ="
               " pg_catalog.to_regclass("
            + literal(effect.name()) + ") AND h.inhparent = pg_catalog.to_regclass(" + literal(effect.table)
            + ")) WHEN true THEN 'begun' WHEN false THEN 'not done' ELSE 'done' END";
    case Kind::CreatesDatabase:
    case Kind::DropsDatabase:
        return existence("pg_catalog.pg_database WHERE datname", effect.kind == Kind::CreatesDatabase);
    case Kind::CreatesTablespace:
    case Kind::DropsTablespace:
        return existence("pg_catalog.pg_tablespace WHERE spcname", effect.kind == Kind::CreatesTablespace);
    case Kind::Repeatable:
    case Kind::RebuildsIndexes:
        return "SELECT 'not done'";
    case Kind::Unknown:
        break;
    }
    return {};
}

} // namespace

Result<Finding> findEffect(postgres::Connection &connection, const StatementEffect &effect)
{
    const std::string sql = probeSql(effect);
    if (sql.empty())
        return Finding::Unknown;
    auto found = connection.query(sql);
    if (!found)
        return std::move(found).error();
    const std::string_view word = found->value(0, 0);
    return word == "done" ? Finding::Done : word == "begun" ? Finding::Begun : Finding::NotDone;
}

} // namespace retort::run
