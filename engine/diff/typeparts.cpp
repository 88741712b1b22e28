// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/typeparts.h"

#include "engine/diff/properties.h"

namespace retort::diff
{

/// PostgreSQL cuts names off at 63 bytes; one must not be cut within a character.
std::string movedName(const std::string &name)
{
    constexpr std::string_view suffix = "__old";
    std::size_t length = std::min(name.size(), 63 - suffix.size());
    while (length > 0 && length < name.size() && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U)
        --length;
    return name.substr(0, length) + std::string(suffix);
}

Part typePart(const End &end, const catalog::Type &type, const std::string &word)
{
    const std::string object = word + ' ' + type.name.toString();
    const std::string moved = movedName(type.name.name);
    Part part;
    part.id = idOf(type);
    part.rank = Rank::Type;
    part.names = {"type " + type.name.toString()};
    part.drop = [object] { return statement("DROP " + object); };
    part.properties = {
        ownerProperty("ALTER " + object, end.ownerOf(type.owner)),
        commentProperty(object, type.comment),
        privilegesProperty(object, type.owner, type.privileges, "U", "U", {'T', type.name.schema}),
    };
    part.moveAway = statement("ALTER " + object + " RENAME TO " + quoted(moved));
    part.dropMoved = statement("DROP " + word + ' ' + catalog::RelationName{type.name.schema, moved}.toString());
    return part;
}

} // namespace retort::diff
