// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/ddlparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

namespace retort::diff
{

namespace
{

Part statisticsPart(const End &end, const catalog::Relation &relation, const catalog::StatisticsObject &object)
{
    const std::string name = "STATISTICS " + object.name.toString();
    const std::string target = std::to_string(object.target.value_or(-1));
    Part part;
    part.id = {"statistics", object.name, {}};
    part.rank = Rank::Behaviour;
    part.parent = idOf(relation);
    part.body = catalog::createStatisticsText(relation, object);
    part.create = [text = part.body](const Making &) { return statement(text); };
    part.drop = [name] { return statement("DROP " + name); };
    part.properties = {
        simpleProperty("target", target, "-1", "ALTER " + name + " SET STATISTICS " + target),
        ownerProperty("ALTER " + name, end.ownerOf(object.owner)),
        commentProperty(name, object.comment),
    };
    return part;
}

} // namespace

void collectStatistics(const End &end, Parts &parts)
{
    for (const catalog::Relation &relation : end.snapshot().relations) {
        for (const catalog::StatisticsObject &object : relation.statistics)
            parts.push_back(statisticsPart(end, relation, object));
    }
}

} // namespace retort::diff
