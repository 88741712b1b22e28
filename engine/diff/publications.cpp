// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

namespace retort::diff
{

namespace
{

using catalog::PublicationFacts;
using catalog::PublishedTable;

Part publicationPart(const End &end, const PublicationFacts &publication)
{
    const std::string object = "PUBLICATION " + quoted(publication.name);
    const std::string operations = text::join(publication.operations, ", ");
    Part part;
    part.id = {"publication", {{}, publication.name}, {}};
    part.rank = Rank::Database;
    part.body = publication.isForAllTables ? "all tables" : "";
    part.create = [object, isForAll = publication.isForAllTables](const Making &) {
        return statement("CREATE " + object + (isForAll ? " FOR ALL TABLES" : ""));
    };
    part.drop = [object] { return statement("DROP " + object); };
    part.properties = {
        simpleProperty("operations", operations, "insert, update, delete, truncate",
                       "ALTER " + object + " SET (publish = " + text::quoteLiteral(operations) + ')'),
        simpleProperty("via root", publication.isViaRoot ? "true" : "false", "false",
                       "ALTER " + object + " SET (publish_via_partition_root = "
                           + (publication.isViaRoot ? "true" : "false") + ')'),
        ownerProperty("ALTER " + object, end.ownerOf(publication.owner)),
        commentProperty(object, publication.comment),
    };
    return part;
}

/// A table in a publication, with its columns and its filter: another one of those is a new membership.
Part membership(const PublicationFacts &publication, const PublishedTable &table)
{
    const std::string alter = "ALTER PUBLICATION " + quoted(publication.name);
    const std::string name = table.name.toString();
    Part part;
    part.id = {"publication table", table.name, publication.name};
    part.rank = Rank::Database;
    part.parent = ObjectId{"publication", {{}, publication.name}, {}};
    part.needs = {{"table", table.name, {}}};
    part.holdsTypes = true;
    part.body = (table.columns.empty() ? "" : " (" + table.columns + ')')
        + (table.filter.empty() ? "" : " WHERE " + table.filter);
    part.create = [text = alter + " ADD TABLE " + name + part.body](const Making &) { return statement(text); };
    part.drop = [text = alter + " DROP TABLE " + name] { return statement(text); };
    return part;
}

Part schemaMembership(const PublicationFacts &publication, const std::string &schema)
{
    const std::string alter = "ALTER PUBLICATION " + quoted(publication.name);
    Part part;
    part.id = {"publication schema", {{}, schema}, publication.name};
    part.rank = Rank::Database;
    part.parent = ObjectId{"publication", {{}, publication.name}, {}};
    part.needs = {{"schema", {{}, schema}, {}}};
    part.create = [text = alter + " ADD TABLES IN SCHEMA " + quoted(schema)](const Making &) { return statement(text); };
    part.drop = [text = alter + " DROP TABLES IN SCHEMA " + quoted(schema)] { return statement(text); };
    return part;
}

} // namespace

void collectPublications(const End &end, Parts &parts)
{
    for (const PublicationFacts &publication : end.snapshot().publications) {
        parts.push_back(publicationPart(end, publication));
        for (const PublishedTable &table : publication.tables)
            parts.push_back(membership(publication, table));
        for (const std::string &schema : publication.schemas)
            parts.push_back(schemaMembership(publication, schema));
    }
}

} // namespace retort::diff
