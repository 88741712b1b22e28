// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/sequenceoptions.h"

namespace retort::diff
{

namespace
{

/// schema.table.column, taken apart.
std::optional<ObjectId> columnId(const std::string &ownedBy)
{
    // Only the last dot outside of quotes parts the column from its table.
    bool isQuoted = false;
    std::size_t dot = std::string::npos;
    for (std::size_t at = 0; at < ownedBy.size(); ++at) {
        if (ownedBy[at] == '"')
            isQuoted = !isQuoted;
        else if (ownedBy[at] == '.' && !isQuoted)
            dot = at;
    }
    if (dot == std::string::npos)
        return std::nullopt;
    const auto table = catalog::RelationName::parse(std::string_view(ownedBy).substr(0, dot));
    const auto column = catalog::RelationName::parse(std::string_view(ownedBy).substr(dot + 1));
    if (!table || !column)
        return std::nullopt;
    return ObjectId{"column", *table, column->name};
}

/// OWNED BY is a part of its own: the table needs the sequence, and the ownership needs the table.
Part ownerPart(const catalog::Relation &sequence, const ObjectId &column)
{
    const std::string alter = "ALTER SEQUENCE " + sequence.summary.name.toString() + " OWNED BY ";
    const std::string &ownedBy = sequence.sequence->ownedBy;
    Part part;
    part.id = {"sequence owner", sequence.summary.name, {}};
    part.rank = Rank::SequenceOwner;
    part.parent = idOf(sequence);
    part.needs = {column};
    part.body = ownedBy;
    part.create = [alter, ownedBy, column, &sequence, name = sequence.summary.name](const Making &making) {
        Statements statements = statement(alter + ownedBy);
        // The sequence of an identity went with it.
        const catalog::Relation *old = making.before.relation(name);
        if ((old == nullptr || (old->sequence && old->sequence->isIdentity)) && making.before.column(column.name, column.part) != nullptr)
            statements.push_back({continueText(name.toString(), *sequence.sequence, column)});
        return statements;
    };
    part.drop = [alter] { return statement(alter + "NONE"); };
    part.alter = [alter, ownedBy](const Part &, const End &) { return statement(alter + ownedBy); };
    return part;
}

} // namespace

void collectSequences(const End &end, Parts &parts)
{
    for (const catalog::Relation &relation : end.snapshot().relations) {
        if (!relation.sequence || relation.sequence->isIdentity)
            continue;
        const std::string object = "SEQUENCE " + relation.summary.name.toString();
        Part part;
        part.id = idOf(relation);
        part.rank = Rank::Sequence;
        part.holdsData = true;
        part.names = {"type " + relation.summary.name.toString()};
        const bool isOwned = !relation.sequence->ownedBy.empty();
        // Before it is owned it must belong to whom the table does.
        const std::string tableOwner = isOwned ? end.ownerOf(relation.summary.owner) : std::string();
        part.create = [&relation, object, tableOwner](const Making &) {
            Statements statements = statement(createSequence(relation));
            if (!tableOwner.empty())
                statements.push_back({"ALTER " + object + " OWNER TO " + quoted(tableOwner)});
            return statements;
        };
        part.drop = [object] { return statement("DROP " + object); };
        // An owned one belongs to whom its table belongs to.
        const std::string role = isOwned ? std::string() : end.ownerOf(relation.summary.owner);
        part.properties = {
            sequenceOptionsProperty(relation.summary.name.toString(), *relation.sequence),
            simpleProperty("persistence", relation.persistence == 'u' ? "unlogged" : "",
                           relation.persistence == 'u' ? "unlogged" : "",
                           "ALTER " + object + (relation.persistence == 'u' ? " SET UNLOGGED" : " SET LOGGED")),
            ownerProperty("ALTER " + object, role),
            commentProperty(object, relation.summary.comment),
            privilegesProperty(object, relation.summary.owner, relation.privileges, "rwU", "",
                               {'S', relation.summary.name.schema}),
        };
        const auto owner = columnId(relation.sequence->ownedBy);
        if (owner) {
            part.parent = *owner; // dropped with the column
            parts.push_back(ownerPart(relation, *owner));
        }
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
