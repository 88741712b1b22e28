// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/sequenceoptions.h"

#include "engine/base/text.h"

#include <array>
#include <cstdlib>
#include <map>

namespace retort::diff
{

namespace
{

constexpr std::array words{"AS ", "INCREMENT BY ", "MINVALUE ", "MAXVALUE ", "START WITH ", "CACHE ", ""};
enum Place : std::size_t { Type, Increment, Minimum, Maximum, Start, Cache, Cycle };
/// Behind the others where the sequence was made by itself just now.
constexpr std::string_view freshMark = "fresh";

using Values = std::vector<std::string>;

/// In an order in which the bounds come before what must lie between them.
Values valuesOf(const catalog::SequenceFacts &facts)
{
    return {facts.type,  facts.increment, facts.minimum, facts.maximum,
            facts.start, facts.cache,     facts.isCycling ? "CYCLE" : "NO CYCLE"};
}

Values parse(const std::string &text)
{
    Values values;
    for (const auto line : text::split(text, '\n'))
        values.emplace_back(line);
    return values;
}

long long number(const std::string &text)
{
    return std::strtoll(text.c_str(), nullptr, 10);
}

/// Where it stands doesn't have to lie between new bounds, and the server doesn't move it.
Statements moveInside(const std::string &name, const Values &old, const Values &wanted)
{
    const long long start = number(old[Start]);
    const std::string literal = text::quoteLiteral(name);
    if (start < number(wanted[Minimum])) {
        return statement("SELECT pg_catalog.setval(" + literal + ", " + wanted[Minimum] + ", false) FROM " + name
                         + " WHERE last_value < " + wanted[Minimum]);
    }
    if (start > number(wanted[Maximum])) {
        return statement("SELECT pg_catalog.setval(" + literal + ", " + wanted[Maximum] + ", false) FROM " + name
                         + " WHERE last_value > " + wanted[Maximum]);
    }
    return {};
}

Statements changes(const std::string &name, const Values &old, const Values &wanted)
{
    const bool isFresh = old.size() > wanted.size();
    std::string changed;
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        if (old[at] != wanted[at])
            changed += std::string(" ") + words[at] + wanted[at];
    }
    if (changed.empty())
        return {};
    const bool areApart =
        number(wanted[Minimum]) > number(old[Maximum]) || number(wanted[Maximum]) < number(old[Minimum]);
    Statements statements = isFresh || areApart ? Statements() : moveInside(name, old, wanted);
    const bool startsElsewhere = areApart || (isFresh && old[Start] != wanted[Start]);
    statements.push_back({"ALTER SEQUENCE " + name + changed + (startsElsewhere ? " RESTART" : "")});
    return statements;
}

} // namespace

Property sequenceOptionsProperty(const std::string &name, const catalog::SequenceFacts &facts)
{
    Property property;
    property.name = "sequence options";
    property.value = text::join(valuesOf(facts), "\n");
    property.initial = property.value;
    property.set = [name, wanted = valuesOf(facts)](const std::string &before) {
        return changes(name, parse(before), wanted);
    };
    return property;
}

namespace
{

/// Of a sequence that an identity column makes by itself.
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

/// As CREATE SEQUENCE has it where only type and increment are said (manual, CREATE SEQUENCE).
catalog::SequenceFacts unsaid(const catalog::SequenceFacts &facts)
{
    catalog::SequenceFacts rest = defaultSequence(facts.type);
    rest.increment = facts.increment;
    if (facts.increment.starts_with('-')) {
        rest.minimum = std::to_string(-number(rest.maximum) - 1);
        rest.maximum = "-1";
    }
    rest.start = facts.increment.starts_with('-') ? facts.maximum : facts.minimum;
    return rest;
}

} // namespace

std::string createSequence(const catalog::Relation &sequence)
{
    const Values wanted = valuesOf(*sequence.sequence);
    const Values usual = valuesOf(unsaid(*sequence.sequence));
    std::string text = std::string("CREATE ") + (sequence.persistence == 'u' ? "UNLOGGED " : "") + "SEQUENCE "
        + sequence.summary.name.toString();
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        const std::string silent = at == Type ? std::string("bigint") : at == Increment ? std::string("1") : usual[at];
        if (wanted[at] != silent)
            text += std::string(" ") + words[at] + wanted[at];
    }
    return text;
}

Property identityOptionsProperty(const std::string &name, const catalog::SequenceFacts &facts, const std::string &type)
{
    Property property = sequenceOptionsProperty(name, facts);
    property.initial = text::join(valuesOf(defaultSequence(type)), "\n") + '\n' + std::string(freshMark);
    return property;
}

Property identityNarrowingProperty(const std::string &name, const catalog::SequenceFacts &facts)
{
    Property property;
    property.name = "sequence narrowing";
    property.value = text::join(valuesOf(facts), "\n");
    property.initial = property.value;
    property.set = [name, wanted = valuesOf(facts)](const std::string &before) {
        const Values old = parse(before);
        const catalog::SequenceFacts ofOldType = defaultSequence(old[Type]);
        const bool isNarrower = number(defaultSequence(wanted[Type]).maximum) < number(ofOldType.maximum);
        // The server brings the old type's own bounds over by itself.
        if (!isNarrower || old[Maximum] == ofOldType.maximum || old[Maximum] == wanted[Maximum])
            return Statements();
        return statement("ALTER SEQUENCE " + name + " MAXVALUE " + wanted[Maximum]);
    };
    return property;
}

std::string continueText(const std::string &sequence, const catalog::SequenceFacts &facts, const ObjectId &column)
{
    return continueWith(text::quoteLiteral(sequence), facts, column);
}

std::string continueWith(const std::string &sequence, const catalog::SequenceFacts &facts, const ObjectId &column)
{
    const std::string next = "max(" + quoted(column.part) + ") + 1";
    const std::string inside = facts.minimum == "1" ? next : "greatest(" + next + ", " + facts.minimum + ')';
    return "SELECT pg_catalog.setval(" + sequence + ", coalesce(" + inside + ", " + facts.start + "), false) FROM "
        + column.name.toString();
}

} // namespace retort::diff
