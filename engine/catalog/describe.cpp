// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/describe.h"

#include "engine/base/text.h"
#include "engine/catalog/pattern.h"
#include "engine/catalog/psqltext.h"
#include "engine/catalog/snapshot.h"

#include <algorithm>
#include <iterator>

namespace retort::catalog {

namespace {

/// SQLSTATE invalid_regular_expression.
constexpr std::string_view invalidExpression = "2201B";

/// Schemas that nobody migrates. TimescaleDB's own hold chunks and materializations beside its catalog.
std::string userSchemas(const Server &server)
{
    std::string sql = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    if (server.hasTimescale) {
        sql += R"( AND n.nspname !~ '^_timescaledb_'
  AND n.nspname NOT IN ('timescaledb_information', 'timescaledb_experimental'))";
    }
    return sql;
}

/// Nothing that came with an extension, and no chunk, wherever it is kept.
std::string userRelations(const Server &server)
{
    std::string sql = userSchemas(server) + R"(
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                    AND d.deptype = 'e'))";
    if (server.hasTimescale) {
        sql += R"(
  AND NOT EXISTS (SELECT FROM timescaledb_information.chunks k
                  WHERE k.chunk_schema = n.nspname AND k.chunk_name = c.relname))";
    }
    return sql;
}

Error patternError(Error error, const NamePattern &pattern)
{
    if (error.sql && error.sql->sqlstate == invalidExpression) {
        error.code = "bad-pattern";
        error.message = "the pattern \"" + pattern.text + "\" is no regular expression: " + error.sql->message;
        error.hint = "Put double quotes around a name with special characters.";
        error.status = ExitStatus::Usage;
    }
    return error;
}

Result<void> checkDatabase(const NamePattern &pattern, const Server &server)
{
    if (!pattern.hasDatabase || pattern.database == server.database)
        return {};
    return makeError("bad-pattern", "cross-database references are not implemented: " + pattern.text,
                     "This connection sees the database \"" + server.database + "\" only.", ExitStatus::Usage);
}

/// The names that the list shows, plain and with their schemas, whichever the person typed.
Error notFound(Snapshot &snapshot, const NamePattern &pattern)
{
    Error error = makeError("relation-not-found", "Did not find any relation named \"" + pattern.text + "\".");
    auto names = snapshot.query("SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                                " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                                " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I') AND "
                                + userRelations(snapshot.server()) + " ORDER BY 1, 2");
    if (!names)
        return std::move(names).error();
    std::vector<std::string> choices;
    for (int row = 0; row < names->rowCount(); ++row) {
        choices.push_back(pattern.hasSchema ? names->text(row, 0) + "." + names->text(row, 1) : names->text(row, 1));
    }
    if (const auto nearest = text::nearestMatch(pattern.text, choices))
        error.hint = "The nearest name is \"" + *nearest + "\".";
    else
        error.hint = "Without a name the relations are listed; \"schema.*\" takes a whole schema.";
    return error;
}

Result<std::vector<Relation>> findRelations(Snapshot &snapshot, const std::string &condition)
{
    auto found = snapshot.query("SELECT c.oid FROM pg_catalog.pg_class c"
                                " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE "
                                + condition + " ORDER BY n.nspname, c.relname");
    if (!found)
        return std::move(found).error();
    std::vector<Relation> relations(static_cast<std::size_t>(found->rowCount()));
    for (int row = 0; row < found->rowCount(); ++row)
        relations[static_cast<std::size_t>(row)].oid = Row(*found, row).oid(0);
    return relations;
}

std::string oidArray(const std::vector<Relation> &relations)
{
    std::vector<std::string> oids;
    for (const auto &relation : relations)
        oids.push_back(std::to_string(relation.oid));
    return "'{" + text::join(oids, ",") + "}'::pg_catalog.oid[]";
}

std::vector<Area> describingAreas(const Server &server, const std::string &oids)
{
    std::vector<Area> areas{summaryArea(oids), classArea(oids), columnArea(server, oids)};
    for (auto &&more : {indexAreas(server, oids), constraintAreas(oids), behaviourAreas(server, oids),
                        familyAreas(server, oids), extraAreas(server, oids), timescaleAreas(server, oids)})
        areas.insert(areas.end(), more.begin(), more.end());
    return areas;
}

/// A relation that was dropped between finding and reading has no name.
void forgetDropped(std::vector<Relation> &relations)
{
    std::erase_if(relations, [](const Relation &relation) { return relation.summary.name.name.empty(); });
}

std::string listCondition(const Server &server, const NamePattern *pattern)
{
    return "c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND " + userRelations(server)
        + (pattern != nullptr ? " AND " + pattern->condition() : "");
}

} // namespace

Result<std::vector<RelationSummary>> listRelations(postgres::Connection &connection, std::string_view pattern,
                                                   const std::vector<std::string> &ours)
{
    std::optional<NamePattern> parsed;
    if (!pattern.empty()) {
        auto result = parsePattern(pattern);
        if (!result)
            return std::move(result).error();
        parsed = std::move(result).value();
    }
    auto snapshot = Snapshot::begin(connection);
    if (!snapshot)
        return std::move(snapshot).error();
    if (parsed) {
        if (auto checked = checkDatabase(*parsed, snapshot->server()); !checked)
            return std::move(checked).error();
    }
    auto relations = findRelations(*snapshot, listCondition(snapshot->server(), parsed ? &*parsed : nullptr));
    if (!relations)
        return parsed ? patternError(std::move(relations).error(), *parsed) : std::move(relations).error();

    const std::string oids = oidArray(*relations);
    std::vector<Area> areas{summaryArea(oids)};
    for (auto &area : timescaleKindAreas(snapshot->server(), oids))
        areas.push_back(std::move(area));
    if (auto read = snapshot->read(areas, *relations); !read)
        return std::move(read).error();
    if (auto read = snapshot->readInTime(summarySizeAreas(snapshot->server(), oids), *relations); !read)
        return std::move(read).error();
    forgetDropped(*relations);

    std::vector<RelationSummary> summaries;
    for (auto &relation : *relations) {
        auto &summary = relation.summary;
        summary.isOurs = std::any_of(ours.begin(), ours.end(), [&](const std::string &name) {
            return name == summary.name.name || name == summary.name.toString();
        });
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

Result<std::vector<Relation>> describe(postgres::Connection &connection, std::string_view pattern)
{
    auto parsed = parsePattern(pattern);
    if (!parsed)
        return std::move(parsed).error();
    auto snapshot = Snapshot::begin(connection);
    if (!snapshot)
        return std::move(snapshot).error();
    if (auto checked = checkDatabase(*parsed, snapshot->server()); !checked)
        return std::move(checked).error();
    auto relations = findRelations(*snapshot, parsed->condition());
    if (!relations)
        return patternError(std::move(relations).error(), *parsed);

    const std::string oids = oidArray(*relations);
    if (!relations->empty()) {
        if (auto read = snapshot->read(describingAreas(snapshot->server(), oids), *relations); !read)
            return std::move(read).error();
        forgetDropped(*relations);
        if (auto read = snapshot->readInTime(sizeAreas(snapshot->server(), oids), *relations); !read)
            return std::move(read).error();
    }
    if (relations->empty())
        return notFound(*snapshot, *parsed);
    for (auto &relation : *relations) {
        relation.psqlText = psqlText(relation, false, snapshot->server().version);
        relation.psqlVerboseText = psqlText(relation, true, snapshot->server().version);
    }
    return relations;
}

} // namespace retort::catalog
