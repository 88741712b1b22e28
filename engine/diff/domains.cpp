// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"
#include "engine/diff/typeparts.h"

namespace retort::diff
{

namespace
{

using catalog::Constraint;
using catalog::DomainFacts;
using catalog::Type;

ObjectId constraintId(const Type &domain, const Constraint &constraint)
{
    return {"constraint", domain.name, constraint.name};
}

std::string constraintText(const Constraint &constraint)
{
    return "CONSTRAINT " + quoted(constraint.name) + ' ' + restorable(constraint.definition);
}

std::string baseText(const DomainFacts &facts)
{
    return facts.baseType + (facts.collation.empty() ? "" : " COLLATE " + quoted(facts.collation));
}

/// What CREATE DOMAIN takes: no constraint that is not valid.
std::string createText(const Type &type, const Making &making)
{
    std::string text = "CREATE DOMAIN " + type.name.toString() + " AS " + baseText(*type.domain);
    if (!type.domain->defaultExpression.empty())
        text += " DEFAULT " + type.domain->defaultExpression;
    if (type.domain->notNull)
        text += " NOT NULL";
    for (const Constraint &constraint : type.domain->constraints) {
        if (constraint.isValidated && !making.isApart(constraintId(type, constraint)))
            text += "\n    " + constraintText(constraint);
    }
    return text;
}

Part constraintPart(const Type &type, const Constraint &constraint)
{
    const std::string alter = "ALTER DOMAIN " + type.name.toString();
    Part part;
    part.id = constraintId(type, constraint);
    part.rank = Rank::Type;
    part.parent = idOf(type);
    part.comesWithParent = constraint.isValidated;
    part.isSeparable = true;
    part.body = withoutElementCasts(constraint.definition);
    part.create = [alter, text = constraintText(constraint)](const Making &) {
        return statement(alter + " ADD " + text,
                         {{Risk::Kind::MayFail, "A value in a column of the domain stops it."}});
    };
    part.drop = [alter, name = quoted(constraint.name)] { return statement(alter + " DROP CONSTRAINT " + name); };
    part.alter = [alter, &constraint, body = part.body](const Part &from, const End &) -> std::optional<Statements> {
        if (!constraint.isValidated || from.body != body + " NOT VALID")
            return std::nullopt;
        return statement(alter + " VALIDATE CONSTRAINT " + quoted(constraint.name),
                         {{Risk::Kind::MayFail, "A value in a column of the domain stops it."}});
    };
    part.properties = {
        commentProperty("CONSTRAINT " + quoted(constraint.name) + " ON DOMAIN " + type.name.toString(),
                        constraint.comment),
    };
    return part;
}

Part domainPart(const End &end, const Type &type)
{
    const std::string alter = "ALTER DOMAIN " + type.name.toString();
    const DomainFacts &facts = *type.domain;
    Part part = typePart(end, type, "DOMAIN");
    part.body = "domain " + baseText(facts);
    part.create = [&type](const Making &making) { return statement(createText(type, making)); };
    const std::string &value = facts.defaultExpression;
    part.properties.push_back(simpleProperty(
        "default", value, value, alter + (value.empty() ? " DROP DEFAULT" : " SET DEFAULT " + value)));
    const std::string notNull = facts.notNull ? "not null" : "";
    part.properties.push_back(
        simpleProperty("not null", notNull, notNull, alter + (facts.notNull ? " SET NOT NULL" : " DROP NOT NULL")));
    return part;
}

} // namespace

void collectDomains(const End &end, Parts &parts)
{
    for (const Type &type : end.snapshot().types) {
        if (!type.domain)
            continue;
        parts.push_back(domainPart(end, type));
        for (const Constraint &constraint : type.domain->constraints)
            parts.push_back(constraintPart(type, constraint));
    }
}

} // namespace retort::diff
