// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/foreignoptions.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/typeparts.h"

#include <map>

namespace retort::diff
{

namespace
{

Rank rankOf(const std::string &kind)
{
    static const std::map<std::string, Rank> ranks{
        {"collation", Rank::Type},
        {"language", Rank::Extension},
        {"wrapper", Rank::Extension},
        {"access method", Rank::Extension},
        {"text search dictionary", Rank::Type},
        {"text search configuration", Rank::Type},
        {"text search mapping", Rank::Type},
        {"text search template", Rank::Extension},
        {"text search parser", Rank::Extension},
    };
    const auto found = ranks.find(kind);
    return found == ranks.end() ? Rank::Routine : found->second;
}

/// Options are altered in place, so they don't count for what the wrapper is.
void moveOptions(const catalog::OtherObject &object, Part &part)
{
    constexpr std::string_view mark = " OPTIONS (";
    const std::size_t at = object.create.find(mark);
    std::string options;
    if (at != std::string::npos)
        options = object.create.substr(at + mark.size(), object.create.size() - at - mark.size() - 1);
    part.body = object.create.substr(0, at);
    part.properties.push_back(foreignOptionsProperty("ALTER " + object.object, options));
}

/// Of a type that a library's functions make, nothing but its name is known.
Part baseTypePart(const catalog::Type &type)
{
    Part part;
    part.id = idOf(type);
    part.rank = Rank::Type;
    part.create = [](const Making &) { return Statements(); };
    part.drop = [] { return Statements(); };
    part.notes = [name = type.name.toString()](const Part *from) {
        return from != nullptr ? std::vector<std::string>()
                               : std::vector{"Base type " + name + " is not made: its definition is not in the catalog's texts."};
    };
    return part;
}

} // namespace

void collectOthers(const End &end, Parts &parts)
{
    for (const catalog::Type &type : end.snapshot().types) {
        if (type.kind == catalog::TypeKind::Base)
            parts.push_back(baseTypePart(type));
    }
    for (const catalog::OtherObject &object : end.snapshot().others) {
        Part part;
        part.id = object.id;
        part.rank = rankOf(object.id.kind);
        part.body = object.create;
        part.create = [text = object.create](const Making &) { return statement(text); };
        part.drop = [text = object.drop] { return statement(text); };
        if (object.id.kind == "collation") { // columns keep their values while they change over
            const std::string moved = movedName(object.id.name.name);
            part.moveAway = statement("ALTER " + object.object + " RENAME TO " + quoted(moved));
            part.dropMoved =
                statement("DROP COLLATION " + catalog::RelationName{object.id.name.schema, moved}.toString());
        }
        if (object.id.kind == "wrapper")
            moveOptions(object, part);
        if (object.id.kind == "text search mapping")
            part.parent = ObjectId{"text search configuration", object.id.name, {}};
        if (!object.owner.empty())
            part.properties.push_back(ownerProperty("ALTER " + object.object, end.ownerOf(object.owner)));
        if (!object.object.empty()) // else COMMENT takes none
            part.properties.push_back(commentProperty(object.object, object.comment));
        if (object.id.kind == "wrapper" || object.id.kind == "language") {
            part.properties.push_back(privilegesProperty(object.object, object.owner, object.privileges, "U",
                                                         object.id.kind == "language" ? "U" : ""));
        }
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
