// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/sequenceoptions.h"

#include "engine/base/text.h"

#include <map>

namespace retort::diff
{

namespace
{

/// Each option as ALTER SEQUENCE takes it, in an order in which the bounds come before what must lie between them.
std::vector<std::string> clauses(const catalog::SequenceFacts &facts)
{
    return {"AS " + facts.type,           "INCREMENT BY " + facts.increment, "MINVALUE " + facts.minimum,
            "MAXVALUE " + facts.maximum,  "START WITH " + facts.start,       "CACHE " + facts.cache,
            facts.isCycling ? "CYCLE" : "NO CYCLE"};
}

} // namespace

Property sequenceOptionsProperty(const std::string &alter, const catalog::SequenceFacts &facts)
{
    const auto wanted = clauses(facts);
    Property property;
    property.name = "sequence options";
    property.value = text::join(wanted, "\n");
    property.initial = property.value;
    property.set = [alter, wanted](const std::string &before) {
        const auto old = text::split(before, '\n');
        std::string changed;
        for (std::size_t at = 0; at < wanted.size(); ++at) {
            if (at >= old.size() || old[at] != wanted[at])
                changed += ' ' + wanted[at];
        }
        return changed.empty() ? Statements() : statement(alter + changed);
    };
    return property;
}

catalog::SequenceFacts defaultSequence(const std::string &type)
{
    static const std::map<std::string, std::string> largest{
        {"smallint", "32767"}, {"integer", "2147483647"}, {"bigint", "9223372036854775807"}};
    const auto found = largest.find(type);
    catalog::SequenceFacts facts;
    facts.type = found == largest.end() ? "bigint" : type;
    facts.start = "1";
    facts.minimum = "1";
    facts.maximum = largest.at(facts.type);
    facts.increment = "1";
    facts.cache = "1";
    return facts;
}

std::string continueText(const std::string &sequence, const ObjectId &column)
{
    return continueWith(text::quoteLiteral(sequence), column);
}

std::string continueWith(const std::string &sequence, const ObjectId &column)
{
    return "SELECT pg_catalog.setval(" + sequence + ", coalesce(max(" + quoted(column.part)
        + "), 0) + 1, false) FROM " + column.name.toString();
}

} // namespace retort::diff
