// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/matching.h"
#include "engine/diff/properties.h"

#include <algorithm>
#include <cstdlib>

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

/// "1.10" is later than "1.9": numbers by their value.
bool isEarlier(const std::string &one, const std::string &other)
{
    const auto partsOf = [](const std::string &version) {
        std::vector<int> parts;
        for (const auto part : text::split(version, '.'))
            parts.push_back(std::atoi(std::string(part).c_str()));
        return parts;
    };
    return partsOf(one) < partsOf(other);
}

/// There are no scripts that lead back.
Property versionProperty(const std::string &object, const std::string &version)
{
    Property property;
    property.name = "version";
    property.value = version;
    property.initial = version;
    property.set = [object, version](const std::string &before) {
        return isEarlier(version, before)
            ? Statements()
            : statement("ALTER " + object + " UPDATE TO " + text::quoteLiteral(version));
    };
    return property;
}

std::vector<std::string> versionNotes(const std::string &name, const Part &from, const Part &to)
{
    const std::string &before = propertyOf(&from, "version")->value;
    const std::string &wanted = propertyOf(&to, "version")->value;
    if (!isEarlier(wanted, before))
        return {};
    return {"Extension " + name + " stays at version " + before + ": updates lead forward only, and " + wanted
            + " is earlier."};
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
            versionProperty(object, extension.version),
            std::move(comment),
        };
        part.notes = [name = extension.name, to = part](const Part *from) {
            return from == nullptr ? std::vector<std::string>() : versionNotes(name, *from, to);
        };
        if (saysSchema)
            part.needs.push_back({"schema", {{}, extension.schema}, {}});
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
