// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/typeparts.h"

namespace retort::diff
{

namespace
{

using catalog::RangeFacts;

/// Canonical functions take the range itself, so that nothing but a shell type could come before them: they are left
/// out, as no function in a language of the server's can be one.
std::string definitionOf(const catalog::Type &type)
{
    const RangeFacts &facts = *type.range;
    std::vector<std::string> members{"SUBTYPE = " + facts.subtype};
    if (!facts.operatorClass.empty())
        members.push_back("SUBTYPE_OPCLASS = " + quoted(facts.operatorClass));
    if (!facts.collation.empty())
        members.push_back("COLLATION = " + quoted(facts.collation));
    if (!facts.difference.empty())
        members.push_back("SUBTYPE_DIFF = " + facts.difference);
    if (!facts.multirange.empty())
        members.push_back("MULTIRANGE_TYPE_NAME = "
                          + catalog::RelationName{type.name.schema, facts.multirange}.toString());
    return "CREATE TYPE " + type.name.toString() + " AS RANGE (" + text::join(members, ", ") + ')';
}

/// Constructors keep their names when their type is renamed.
void moveFunction(Part &part, const catalog::RelationName &name, const std::string &arguments)
{
    part.moveAway->push_back(
        {"ALTER FUNCTION " + name.toString() + '(' + arguments + ") RENAME TO " + quoted(movedName(name.name))});
}

} // namespace

void collectRanges(const End &end, Parts &parts)
{
    for (const catalog::Type &type : end.snapshot().types) {
        if (!type.range)
            continue;
        Part part = typePart(end, type, "TYPE");
        part.body = definitionOf(type);
        part.create = [text = part.body](const Making &) { return statement(text); };
        for (const char *more : {"", ", text"})
            moveFunction(part, type.name, type.range->subtype + ", " + type.range->subtype + more);
        if (const std::string &multirange = type.range->multirange; !multirange.empty()) {
            const catalog::RelationName name{type.name.schema, multirange};
            part.names.push_back("type " + name.toString());
            part.moveAway->push_back({"ALTER TYPE " + name.toString() + " RENAME TO " + quoted(movedName(multirange))});
            moveFunction(part, name, "");
        }
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
