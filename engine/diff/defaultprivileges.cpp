// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

namespace retort::diff
{

namespace
{

struct Kind {
    const char *word;
    const char *own;      ///< what an owner has where nothing is said
    const char *ofPublic; ///< and everybody
};

/// By pg_default_acl.defaclobjtype (manual, "Privileges").
Kind kindOf(char letter, const End &end)
{
    switch (letter) {
    case 'S': return {"SEQUENCES", "rwU", ""};
    case 'f': return {"FUNCTIONS", "X", "X"};
    case 'T': return {"TYPES", "U", "U"};
    case 'n': return {"SCHEMAS", "UC", ""};
    default: return {"TABLES", end.ownTablePrivileges(), ""};
    }
}

} // namespace

void collectDefaultPrivileges(const End &end, Parts &parts)
{
    for (const catalog::DefaultPrivileges &defaults : end.snapshot().defaultPrivileges) {
        const Kind kind = kindOf(defaults.kind, end);
        const bool isInSchema = !defaults.schema.empty();
        const std::string alter = "ALTER DEFAULT PRIVILEGES FOR ROLE " + quoted(defaults.role)
            + (isInSchema ? " IN SCHEMA " + quoted(defaults.schema) : "") + ' ';
        Part part;
        part.id = {"default privileges", {defaults.schema, kind.word}, defaults.role};
        part.rank = Rank::Database;
        part.holdsData = true; // dropped late: what is made before gets them, whatever becomes of them
        if (isInSchema)
            part.needs = {{"schema", {{}, defaults.schema}, {}}};
        // Those of a schema add to what holds everywhere.
        const char *own = isInSchema ? "" : kind.own;
        const char *ofPublic = isInSchema ? "" : kind.ofPublic;
        part.create = [](const Making &) { return Statements(); };
        part.drop = [alter, kind, own, ofPublic, &defaults] {
            return defaultPrivilegesReset(alter, kind.word, defaults.role, defaults.privileges, own, ofPublic);
        };
        part.properties = {
            defaultPrivilegesProperty(alter, kind.word, defaults.role, defaults.privileges, own, ofPublic)};
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
