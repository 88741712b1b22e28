// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddlparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using catalog::Relation;
using catalog::RowPolicy;

const RowPolicy *policyOf(const Relation *relation, const std::string &name)
{
    if (relation == nullptr)
        return nullptr;
    const auto found = std::find_if(relation->policies.begin(), relation->policies.end(),
                                    [&name](const RowPolicy &policy) { return policy.name == name; });
    return found == relation->policies.end() ? nullptr : &*found;
}

std::string rolesText(const RowPolicy &policy)
{
    std::vector<std::string> roles;
    for (const auto role : text::split(policy.roles, ','))
        roles.push_back(role.empty() ? "PUBLIC" : quoted(std::string(role)));
    return text::join(roles, ", ");
}

/// ALTER POLICY gives new expressions and roles; it takes none away (manual).
std::optional<std::string> alteration(const RowPolicy &from, const RowPolicy &to)
{
    if (from.isPermissive != to.isPermissive || from.command != to.command
        || (from.usingExpression && !to.usingExpression) || (from.checkExpression && !to.checkExpression))
        return std::nullopt;
    std::string changes;
    if (from.roles != to.roles)
        changes += " TO " + rolesText(to);
    if (from.usingExpression != to.usingExpression)
        changes += " USING (" + *to.usingExpression + ')';
    if (from.checkExpression != to.checkExpression)
        changes += " WITH CHECK (" + *to.checkExpression + ')';
    return changes;
}

Part policyPart(const Relation &relation, const RowPolicy &policy)
{
    const std::string object = "POLICY " + quoted(policy.name) + " ON " + relation.summary.name.toString();
    Part part;
    part.id = partOf(relation, "policy", policy.name);
    part.rank = Rank::Behaviour;
    part.parent = idOf(relation);
    part.needs = {idOf(relation)};
    part.holdsTypes = true;
    part.body = withoutElementCasts(catalog::createPolicyText(relation, policy));
    part.create = [&relation, &policy](const Making &) {
        return statement(restorable(catalog::createPolicyText(relation, policy)));
    };
    part.drop = [object] { return statement("DROP " + object); };
    part.alter = [object, &policy](const Part &from, const End &before) -> std::optional<Statements> {
        const RowPolicy *old = policyOf(before.relation(from.id.name), from.id.part);
        const auto changes = old == nullptr ? std::nullopt : alteration(*old, policy);
        if (!changes)
            return std::nullopt;
        return statement(restorable("ALTER " + object + *changes));
    };
    part.properties = {commentProperty(object, policy.comment)};
    return part;
}

} // namespace

void collectPolicies(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        for (const RowPolicy &policy : relation.policies)
            parts.push_back(policyPart(relation, policy));
    }
}

} // namespace retort::diff
