// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/ddlparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"

namespace retort::diff
{

namespace
{

using catalog::Relation;
using catalog::Rule;

Part rulePart(const Relation &relation, const Rule &rule)
{
    const std::string table = relation.summary.name.toString();
    const std::string object = "RULE " + quoted(rule.name) + " ON " + table;
    Part part;
    part.id = partOf(relation, "rule", rule.name);
    part.rank = Rank::Behaviour;
    part.parent = idOf(relation);
    part.needs = {idOf(relation)};
    part.holdsTypes = true;
    part.body = withoutElementCasts(rule.definition);
    part.create = [&rule](const Making &) { return statement(restorable(rule.definition)); };
    part.drop = [object] { return statement("DROP " + object); };
    part.alter = [&rule](const Part &, const End &) -> std::optional<Statements> {
        return statement(replacing(restorable(rule.definition)));
    };
    const std::string state = catalog::stateWords(rule.state);
    part.properties = {
        simpleProperty("state", std::string(1, rule.state), "O",
                       "ALTER TABLE " + table + ' ' + (state.empty() ? "ENABLE" : state) + " RULE " + quoted(rule.name)),
        commentProperty(object, rule.comment),
    };
    return part;
}

} // namespace

void collectRules(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        for (const Rule &rule : relation.rules)
            parts.push_back(rulePart(relation, rule));
    }
}

} // namespace retort::diff
