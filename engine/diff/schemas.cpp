// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

namespace retort::diff
{

void collectSchemas(const End &end, Parts &parts)
{
    for (const catalog::Schema &schema : end.snapshot().schemas) {
        const std::string object = "SCHEMA " + quoted(schema.name);
        Part part;
        part.id = {"schema", {{}, schema.name}, {}};
        part.rank = Rank::Schema;
        part.holdsData = true;
        part.create = [object](const Making &) { return statement("CREATE " + object); };
        part.drop = [object] { return statement("DROP " + object); };
        part.properties = {
            ownerProperty("ALTER " + object, end.ownerOf(schema.owner)),
            commentProperty(object, schema.comment),
            privilegesProperty(object, schema.owner, schema.privileges, "UC", "", {'n'}),
        };
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
