// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/describe.h"

#include "engine/catalog/definitions.h"
#include "engine/catalog/finding.h"
#include "engine/catalog/psqltext.h"

#include <algorithm>

namespace retort::catalog {

bool isOneOf(const RelationName &name, const std::vector<std::string> &ours)
{
    return std::any_of(ours.begin(), ours.end(),
                       [&](const std::string &own) { return own == name.name || own == name.toString(); });
}

Result<std::vector<RelationSummary>> listRelations(postgres::Connection &connection, std::string_view pattern,
                                                   const std::vector<std::string> &ours, ListSizes sizes)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    auto relations = findRelations(*reader, pattern, Among::UserMade);
    if (!relations)
        return std::move(relations).error();

    const std::string oids = oidArray(*relations);
    std::vector<Area> areas{summaryArea(oids)};
    for (auto &area : timescaleKindAreas(reader->server(), oids))
        areas.push_back(std::move(area));
    if (auto read = reader->read(areas, *relations); !read)
        return std::move(read).error();
    if (sizes == ListSizes::Yes) {
        if (auto read = reader->readInTime(summarySizeAreas(reader->server(), oids), *relations); !read)
            return std::move(read).error();
    }

    std::vector<RelationSummary> summaries;
    for (auto &relation : *relations) {
        auto &summary = relation.summary;
        if (summary.name.name.empty())
            continue; // dropped since it was found
        summary.isOurs = isOneOf(summary.name, ours);
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

Result<std::vector<Relation>> readRelations(postgres::Connection &connection, const std::vector<std::string> &ours)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    auto relations = findRelations(*reader, {}, Among::UserMade);
    if (!relations)
        return std::move(relations).error();
    if (auto read = readDefinitions(*reader, *relations); !read)
        return std::move(read).error();
    if (auto read = reader->readInTime(summarySizeAreas(reader->server(), oidArray(*relations)), *relations); !read)
        return std::move(read).error();
    for (Relation &relation : *relations)
        relation.summary.isOurs = isOneOf(relation.summary.name, ours);
    return relations;
}

Result<std::vector<NamedRelation>> nameRelations(postgres::Connection &connection)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    const auto found = reader->query("SELECT n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c"
                                     " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE "
                                     + std::string(listedKinds) + " AND " + userRelations(reader->server())
                                     + " ORDER BY 1, 2");
    if (!found)
        return found.error();
    std::vector<NamedRelation> relations;
    for (int number = 0; number < found->rowCount(); ++number) {
        const Row row(*found, number);
        relations.push_back({row.name(0), relationKind(row.character(2))});
    }
    return relations;
}

Result<std::int64_t> countRelations(postgres::Connection &connection)
{
    const auto counted = connection.query("SELECT pg_catalog.count(*) FROM pg_catalog.pg_class c WHERE c.oid >= 16384"
                                          " AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')"); // FirstNormalObjectId
    if (!counted)
        return counted.error();
    return counted->integer(0, 0);
}

Result<std::vector<Relation>> describe(postgres::Connection &connection, std::string_view pattern)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    auto relations = findRelations(*reader, pattern, Among::Everything);
    if (!relations)
        return std::move(relations).error();
    if (auto read = readDefinitions(*reader, *relations); !read)
        return std::move(read).error();
    if (relations->empty())
        return relationNotFound(*reader, pattern);

    if (auto read = readMeasures(*reader, *relations); !read)
        return std::move(read).error();
    for (auto &relation : *relations) {
        if (!relation.lockedBy.empty())
            continue;
        relation.psqlText = psqlText(relation, false, reader->server().version);
        relation.psqlVerboseText = psqlText(relation, true, reader->server().version);
    }
    return relations;
}

} // namespace retort::catalog
