// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/timescaleparts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace retort::diff
{

namespace
{

using catalog::HypertableFacts;
using catalog::Relation;

/// "bloom(host),minmax(ms)" of what somebody asked for; TimescaleDB adds those of the order itself (2.22).
std::string sparseIndexes(const std::string &json)
{
    const auto list = nlohmann::json::parse(json, nullptr, false);
    std::vector<std::string> items;
    if (list.is_array()) {
        for (const auto &item : list) {
            if (item.is_object() && item.value("source", std::string()) == "config")
                items.push_back(item.value("type", std::string()) + '(' + item.value("column", std::string()) + ')');
        }
    }
    return text::join(items, ",");
}

/// Each setting as SQL has it, with what is before the dot left out; nothing: TimescaleDB's own choice.
struct Setting {
    const char *name;
    std::optional<std::string> value;
    bool operator==(const Setting &other) const { return value == other.value; }
};
using Settings = std::vector<Setting>;

std::optional<std::string> unlessEmpty(std::string text)
{
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

Settings settingsOf(const HypertableFacts &facts)
{
    return {{"compress_segmentby", facts.isSegmentBySet ? std::optional(facts.segmentBy) : unlessEmpty(facts.segmentBy)},
            {"compress_orderby", unlessEmpty(facts.orderBy)},
            {"compress_chunk_time_interval", unlessEmpty(facts.compressInterval)},
            {"sparse_index", unlessEmpty(sparseIndexes(facts.sparseIndex))}};
}

std::string setText(const Setting &setting)
{
    return std::string("timescaledb.") + setting.name + " = " + text::quoteLiteral(*setting.value);
}

std::string alterText(const Relation &relation)
{
    return (relation.continuousAggregate ? "ALTER MATERIALIZED VIEW " : "ALTER TABLE ") + relation.summary.name.toString();
}

Statements switchOn(const Relation &relation)
{
    std::string list = "timescaledb.compress";
    for (const Setting &setting : settingsOf(*columnstoreOf(&relation))) {
        if (setting.value)
            list += ", " + setText(setting);
    }
    return statement(alterText(relation) + " SET (" + list + ')');
}

Statements switchOff(const Relation &relation)
{
    return {decompressChunks(relation.summary.name), {alterText(relation) + " SET (timescaledb.compress = false)"}};
}

/// Of a column, what can't come while the columnstore is on: generated values, another storage (manual of TimescaleDB,
/// "Altering and updating table schemas"; it says "operation not supported on hypertables that have columnstore").
std::string fixedFacts(const catalog::Column &column)
{
    std::string facts;
    if (column.generated != '\0')
        facts += "generated " + column.defaultExpression;
    if (column.identity != '\0')
        facts += "identity";
    if (column.hasOwnStorage)
        facts += "storage " + column.storage;
    return facts;
}

bool mustBeOff(const Relation &from, const Relation &to)
{
    if (from.continuousAggregate || to.continuousAggregate)
        return false;
    if (to.rowSecurity && !from.rowSecurity)
        return true;
    return std::any_of(to.columns.begin(), to.columns.end(), [&from](const catalog::Column &column) {
        const auto old = std::find_if(from.columns.begin(), from.columns.end(),
                                      [&column](const catalog::Column &one) { return one.name == column.name; });
        const std::string before = old == from.columns.end() ? std::string() : fixedFacts(*old);
        return before != fixedFacts(column) && !(fixedFacts(column).empty() && before == "identity");
    });
}

/// The settings, and whatever makes them stand in the way.
std::string bodyOf(const Relation &relation)
{
    std::string body;
    for (const Setting &setting : settingsOf(*columnstoreOf(&relation)))
        body += setting.value.value_or("default") + '\n';
    if (relation.rowSecurity)
        body += "row security\n";
    if (!relation.continuousAggregate) {
        for (const catalog::Column &column : relation.columns)
            body += fixedFacts(column) + '\n';
    }
    return body;
}

/// What resets one setting; nothing where there is no way.
std::optional<std::string> resetText(const Relation &relation, const Setting &setting)
{
    const std::string name(setting.name);
    if (name == "compress_chunk_time_interval")
        return alterText(relation) + " SET (timescaledb.compress_chunk_time_interval = '0')";
    if (relation.continuousAggregate)
        return std::nullopt;
    return alterText(relation) + " RESET (timescaledb." + name + ')';
}

std::optional<Statements> changeSettings(const Relation &relation, const End &before)
{
    const Relation *old = before.relation(relation.summary.name);
    const HypertableFacts *facts = columnstoreOf(old);
    if (facts == nullptr || mustBeOff(*old, relation))
        return std::nullopt;
    const Settings from = settingsOf(*facts);
    const Settings to = settingsOf(*columnstoreOf(&relation));
    Statements statements;
    std::vector<std::string> set;
    for (std::size_t at = 0; at < to.size(); ++at) {
        if (from[at] == to[at])
            continue;
        if (to[at].value) {
            set.push_back(setText(to[at]));
            continue;
        }
        auto reset = resetText(relation, to[at]);
        if (!reset)
            return std::nullopt;
        statements.push_back({*std::move(reset)});
    }
    if (!set.empty())
        statements.push_back({alterText(relation) + " SET (" + text::join(set, ", ") + ')'});
    return statements;
}

Part columnstorePart(const Relation &relation, const HypertableFacts &facts)
{
    Part part;
    part.id = columnstoreId(relation.summary.name);
    part.rank = Rank::Timescale;
    part.parent = idOf(relation);
    if (relation.hypertable) {
        part.needs.push_back(hypertableId(relation.summary.name));
        for (const std::string *list : {&facts.segmentBy, &facts.orderBy}) {
            for (const std::string &column : columnsIn(*list))
                part.needs.push_back(partOf(relation, "column", column));
        }
    }
    part.body = bodyOf(relation);
    part.create = [&relation](const Making &) { return switchOn(relation); };
    part.drop = [&relation] { return switchOff(relation); };
    part.alter = [&relation](const Part &, const End &before) { return changeSettings(relation, before); };
    return part;
}

} // namespace

void collectColumnstores(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        if (const HypertableFacts *facts = columnstoreOf(&relation))
            parts.push_back(columnstorePart(relation, *facts));
    }
}

} // namespace retort::diff
