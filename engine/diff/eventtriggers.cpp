// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddlparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

namespace retort::diff
{

namespace
{

std::string createText(const catalog::EventTrigger &trigger)
{
    std::string text = "CREATE EVENT TRIGGER " + quoted(trigger.name) + " ON " + trigger.event;
    if (!trigger.tags.empty()) {
        std::vector<std::string> tags;
        for (const std::string &tag : trigger.tags)
            tags.push_back(text::quoteLiteral(tag));
        text += " WHEN TAG IN (" + text::join(tags, ", ") + ')';
    }
    return text + " EXECUTE FUNCTION " + trigger.function + "()";
}

} // namespace

void collectEventTriggers(const End &end, Parts &parts)
{
    for (const catalog::EventTrigger &trigger : end.snapshot().eventTriggers) {
        const std::string object = "EVENT TRIGGER " + quoted(trigger.name);
        const std::string state = catalog::stateWords(trigger.state);
        Part part;
        part.id = {"event trigger", {{}, trigger.name}, {}};
        part.rank = Rank::Database;
        part.body = createText(trigger);
        part.create = [text = part.body](const Making &) { return statement(text); };
        part.drop = [object] { return statement("DROP " + object); };
        part.properties = {
            simpleProperty("state", state, "", "ALTER " + object + ' ' + (state.empty() ? "ENABLE" : state)),
            ownerProperty("ALTER " + object, end.ownerOf(trigger.owner)),
            commentProperty(object, trigger.comment),
        };
        parts.push_back(std::move(part));
    }
}

} // namespace retort::diff
