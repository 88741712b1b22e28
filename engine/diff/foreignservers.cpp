// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/foreignoptions.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

namespace retort::diff
{

namespace
{

using catalog::ForeignServer;

std::string createText(const ForeignServer &server)
{
    std::string text = "CREATE SERVER " + quoted(server.name);
    if (!server.type.empty())
        text += " TYPE " + text::quoteLiteral(server.type);
    if (!server.version.empty())
        text += " VERSION " + text::quoteLiteral(server.version);
    text += " FOREIGN DATA WRAPPER " + quoted(server.wrapper);
    return server.options.empty() ? text : text + " OPTIONS (" + server.options + ')';
}

Part serverPart(const End &end, const ForeignServer &server)
{
    const std::string object = "SERVER " + quoted(server.name);
    Part part;
    part.id = {"server", {{}, server.name}, {}};
    part.rank = Rank::Extension;
    part.body = server.wrapper + '\n' + server.type;
    part.create = [&server](const Making &) { return statement(createText(server)); };
    part.drop = [object] { return statement("DROP " + object); };
    part.properties = {
        simpleProperty("version", server.version, server.version,
                       "ALTER " + object + " VERSION "
                           + (server.version.empty() ? "NULL" : text::quoteLiteral(server.version))),
        foreignOptionsProperty("ALTER " + object, server.options),
        ownerProperty("ALTER " + object, end.ownerOf(server.owner)),
        commentProperty(object, server.comment),
        privilegesProperty("FOREIGN " + object, server.owner, server.privileges, "U", ""),
    };
    return part;
}

/// Its options are secrets and not in the catalog, so one that comes has none.
Part mappingPart(const ForeignServer &server, const std::string &user)
{
    const std::string object = "USER MAPPING FOR " + (user == "public" ? "PUBLIC" : quoted(user)) + " SERVER "
        + quoted(server.name);
    Part part;
    part.id = {"user mapping", {{}, server.name}, user};
    part.rank = Rank::Extension;
    part.needs = {{"server", {{}, server.name}, {}}}; // which isn't dropped while one is there
    part.create = [object](const Making &) { return statement("CREATE " + object); };
    part.drop = [object] { return statement("DROP " + object); };
    return part;
}

} // namespace

void collectForeignServers(const End &end, Parts &parts)
{
    for (const ForeignServer &server : end.snapshot().foreignServers) {
        parts.push_back(serverPart(end, server));
        for (const std::string &user : server.mappedUsers)
            parts.push_back(mappingPart(server, user));
    }
}

} // namespace retort::diff
