// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/finding.h"

#include "engine/base/text.h"
#include "engine/catalog/objectareas.h"
#include "engine/catalog/pattern.h"

namespace retort::catalog {

namespace {

Result<std::vector<Relation>> findWhere(Reader &reader, const std::string &condition)
{
    auto found = reader.query("SELECT c.oid FROM pg_catalog.pg_class c"
                              " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE "
                              + condition + " ORDER BY n.nspname, c.relname");
    if (!found)
        return std::move(found).error();
    std::vector<Relation> relations(static_cast<std::size_t>(found->rowCount()));
    for (int row = 0; row < found->rowCount(); ++row)
        relations[static_cast<std::size_t>(row)].oid = Row(*found, row).oid(0);
    return relations;
}

} // namespace

/// Nothing that came with an extension, and no chunk, wherever it is kept.
std::string userRelations(const Server &server)
{
    std::string sql = userSchemas(server) + " AND " + notOfExtension("pg_class", "c.oid");
    if (server.hasTimescale) {
        sql += R"(
  AND NOT EXISTS (SELECT FROM timescaledb_information.chunks k
                  WHERE k.chunk_schema = n.nspname AND k.chunk_name = c.relname))";
    }
    return sql;
}

Result<std::vector<Relation>> findRelations(Reader &reader, std::string_view pattern, Among among)
{
    std::vector<std::string> conditions;
    if (among == Among::UserMade) {
        conditions.emplace_back(listedKinds);
        conditions.push_back(userRelations(reader.server()));
    }
    if (!pattern.empty()) {
        const auto parsed = parsePattern(pattern);
        if (!parsed)
            return parsed.error();
        if (const auto checked = checkDatabase(*parsed, reader.server().database); !checked)
            return checked.error();
        conditions.push_back(parsed->condition());
    }
    auto found = findWhere(reader, conditions.empty() ? "true" : text::join(conditions, " AND "));
    if (!found)
        return patternError(std::move(found).error(), pattern);
    return found;
}

/// The names that the list shows, plain and with their schemas, whichever the person typed.
Error relationNotFound(Reader &reader, std::string_view pattern)
{
    Error error = makeError("relation-not-found", "Did not find any relation named \"" + std::string(pattern) + "\".");
    auto names = reader.query("SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                              " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                              " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I') AND "
                              + userRelations(reader.server()) + " ORDER BY 1, 2");
    if (!names)
        return std::move(names).error();
    const auto parsed = parsePattern(pattern);
    const bool hasSchema = parsed && parsed->hasSchema;
    std::vector<std::string> choices;
    for (int row = 0; row < names->rowCount(); ++row)
        choices.push_back(hasSchema ? names->text(row, 0) + "." + names->text(row, 1) : names->text(row, 1));
    if (const auto nearest = text::nearestMatch(pattern, choices))
        error.hint = "The nearest name is \"" + *nearest + "\".";
    else
        error.hint = "Without a name the relations are listed; \"schema.*\" takes a whole schema.";
    return error;
}

std::string oidArray(const std::vector<Relation> &relations)
{
    OidList oids;
    for (const auto &relation : relations)
        oids.add(relation.oid);
    return oids.literal();
}

} // namespace retort::catalog
