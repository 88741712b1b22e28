// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

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

bool canHaveComment(const catalog::OtherObject &object)
{
    return !object.object.empty();
}

} // namespace

void collectOthers(const End &end, Parts &parts)
{
    for (const catalog::OtherObject &object : end.snapshot().others) {
        Part part;
        part.id = object.id;
        part.rank = rankOf(object.id.kind);
        part.body = object.create;
        part.create = [text = object.create](const Making &) { return statement(text); };
        part.drop = [text = object.drop] { return statement(text); };
        if (object.id.kind == "text search mapping")
            part.parent = ObjectId{"text search configuration", object.id.name, {}};
        if (!object.owner.empty())
            part.properties.push_back(ownerProperty("ALTER " + object.object, end.ownerOf(object.owner)));
        if (canHaveComment(object))
            part.properties.push_back(commentProperty(object.object, object.comment));
        if (object.id.kind == "wrapper" || object.id.kind == "language") {
            part.properties.push_back(privilegesProperty(object.object, object.owner, object.privileges, "U",
                                                         object.id.kind == "language" ? "U" : ""));
        }
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
