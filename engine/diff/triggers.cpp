// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/ddlparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"
#include "engine/diff/timescaleparts.h"

namespace retort::diff
{

namespace
{

using catalog::Relation;
using catalog::Trigger;

Part triggerPart(const Relation &relation, const Trigger &trigger)
{
    const std::string table = relation.summary.name.toString();
    const std::string object = "TRIGGER " + quoted(trigger.name) + " ON " + table;
    Part part;
    part.id = partOf(relation, "trigger", trigger.name);
    part.rank = Rank::Behaviour;
    part.parent = idOf(relation);
    part.needs = {idOf(relation)};
    part.holdsTypes = true;
    part.body = withoutElementCasts(trigger.definition);
    if (relation.hypertable) {
        part.body += "\nhypertable"; // or it would fire for the rows that move into chunks
        part.needs.push_back(hypertableId(relation.summary.name));
    }
    part.create = [&trigger](const Making &) { return statement(restorable(trigger.definition)); };
    part.drop = [object] { return statement("DROP " + object); };
    const std::string state = catalog::stateWords(trigger.state);
    part.properties = {
        simpleProperty("state", std::string(1, trigger.state), "O",
                       "ALTER TABLE " + table + ' ' + (state.empty() ? "ENABLE" : state) + " TRIGGER "
                           + quoted(trigger.name)),
        commentProperty(object, trigger.comment),
    };
    return part;
}

/// Hypertables had such (until 2.19).
bool isOfTimescale(const Trigger &trigger)
{
    return trigger.definition.find(" EXECUTE FUNCTION _timescaledb_") != std::string::npos;
}

} // namespace

void collectTriggers(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        for (const Trigger &trigger : relation.triggers) {
            if (!trigger.isInternal && trigger.inheritedFrom.empty() && !isOfTimescale(trigger))
                parts.push_back(triggerPart(relation, trigger));
        }
    }
}

} // namespace retort::diff
