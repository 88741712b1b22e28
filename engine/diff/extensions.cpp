// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

/// Extensions make some schemas themselves, and those can't be named.
bool isOwnSchema(const End &end, const std::string &name)
{
    const auto &schemas = end.snapshot().schemas;
    return std::any_of(schemas.begin(), schemas.end(),
                       [&name](const catalog::Schema &schema) { return schema.name == name; });
}

} // namespace

void collectExtensions(const End &end, Parts &parts)
{
    for (const catalog::Extension &extension : end.snapshot().extensions) {
        const std::string object = "EXTENSION " + quoted(extension.name);
        const bool saysSchema = isOwnSchema(end, extension.schema);
        Part part;
        part.id = {"extension", {{}, extension.name}, {}};
        part.rank = Rank::Extension;
        part.holdsData = true;
        const std::string place = saysSchema ? " WITH SCHEMA " + quoted(extension.schema) : std::string();
        part.create = [object, place](const Making &) { return statement("CREATE " + object + place); };
        part.drop = [object] { return statement("DROP " + object); };
        Property comment = commentProperty(object, extension.comment);
        comment.initial = comment.value; // its script sets it
        part.properties = {
            simpleProperty("schema", extension.schema, extension.schema,
                           "ALTER " + object + " SET SCHEMA " + quoted(extension.schema)),
            simpleProperty("version", extension.version, extension.version,
                           "ALTER " + object + " UPDATE TO " + text::quoteLiteral(extension.version)),
            std::move(comment),
        };
        if (saysSchema)
            part.needs.push_back({"schema", {{}, extension.schema}, {}});
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
