// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddlparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/timescaleparts.h"
#include "engine/diff/viewparts.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace retort::diff
{

namespace
{

using catalog::ContinuousAggregateFacts;
using catalog::Index;
using catalog::Relation;

/// The hypertable that it reads, or the continuous aggregate that it is built on.
const Relation *sourceOf(const End &end, const ContinuousAggregateFacts &facts)
{
    if (const Relation *table = end.relation(facts.hypertable))
        return table;
    for (const Relation &relation : end.snapshot().relations) {
        if (relation.continuousAggregate && relation.continuousAggregate->materialization == facts.hypertable)
            return &relation;
    }
    return nullptr;
}

// -- the interval of its chunks --

/// Microseconds of "7 days 12:00:00"; nothing for what isn't made of days and hours.
std::optional<std::int64_t> microseconds(const std::string &interval)
{
    constexpr std::int64_t second = 1'000'000;
    constexpr std::int64_t day = 86'400 * second;
    std::int64_t sum = 0;
    std::vector<std::string_view> words = text::split(interval, ' ');
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string_view word = words[at];
        std::int64_t number = 0;
        const auto parse = [&number](std::string_view digits) {
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
            return error == std::errc() && end == digits.data() + digits.size();
        };
        if (at + 1 < words.size() && words[at + 1].starts_with("day")) {
            if (!parse(word))
                return std::nullopt;
            sum += number * day;
            ++at;
            continue;
        }
        std::int64_t unit = 3600 * second;
        for (const std::string_view part : text::split(word, ':')) {
            if (unit < second || !parse(part))
                return std::nullopt; // fractions of a second are rare enough to be said
            sum += number * unit;
            unit /= 60;
        }
    }
    return sum;
}

std::string intervalOf(const catalog::HypertableFacts &facts)
{
    return facts.dimensions.empty() ? std::string() : facts.dimensions.front().interval;
}

/// TimescaleDB's choice: ten times that of a hypertable, the same as a continuous aggregate's.
bool isUsualInterval(const Relation *source, const std::string &interval)
{
    if (source == nullptr)
        return false;
    if (source->continuousAggregate)
        return intervalOf(source->continuousAggregate->storage) == interval;
    if (!source->hypertable)
        return false;
    const auto raw = microseconds(intervalOf(*source->hypertable));
    const auto own = microseconds(interval);
    if (raw && own)
        return *raw * 10 == *own;
    return intervalOf(*source->hypertable) + '0' == interval; // a number
}

// -- indexes --

/// Its storage has another number in every database.
std::string withoutNumber(std::string text, const catalog::RelationName &storage)
{
    constexpr std::string_view plain = "_materialized_hypertable";
    for (std::size_t at = text.find(storage.name); at != std::string::npos; at = text.find(storage.name, at + 1))
        text.replace(at, storage.name.size(), plain);
    return text;
}

bool hasOwnName(const Index &index, const ContinuousAggregateFacts &facts)
{
    return !index.name.starts_with(facts.materialization.name);
}

std::string bucketColumn(const ContinuousAggregateFacts &facts)
{
    return facts.storage.dimensions.empty() ? std::string() : facts.storage.dimensions.front().column;
}

/// What stands behind "USING btree" of one that TimescaleDB makes for a column of the GROUP BY.
bool isGroupIndex(const Index &index, const ContinuousAggregateFacts &facts)
{
    return !hasOwnName(index, facts) && index.definition.ends_with(", " + quoted(bucketColumn(facts)) + " DESC)")
        && index.name.ends_with('_' + bucketColumn(facts) + "_idx");
}

bool isBucketIndex(const Index &index, const ContinuousAggregateFacts &facts)
{
    return !hasOwnName(index, facts) && index.definition.ends_with(" (" + quoted(bucketColumn(facts)) + " DESC)");
}

/// Beside the bucket.
long groupColumns(const ContinuousAggregateFacts &facts)
{
    constexpr std::string_view words = "GROUP BY ";
    const std::size_t start = facts.definition.rfind(words);
    if (start == std::string::npos)
        return 0;
    long depth = 0;
    long commas = 0;
    bool isQuoted = false;
    for (std::size_t at = start; at < facts.definition.size(); ++at) {
        const char c = facts.definition[at];
        if (c == '"' || c == '\'')
            isQuoted = !isQuoted;
        else if (isQuoted)
            continue;
        else if (c == '(')
            ++depth;
        else if (c == ')')
            --depth;
        else if (c == ',' && depth == 0)
            ++commas;
    }
    return commas;
}

/// Whether the indexes on the grouping columns are all there, so that they are left to TimescaleDB.
bool hasGroupIndexes(const ContinuousAggregateFacts &facts)
{
    return groupColumns(facts)
        == std::count_if(facts.indexes.begin(), facts.indexes.end(),
                         [&facts](const Index &index) { return isGroupIndex(index, facts); });
}

std::string createIndex(const Relation &relation, const Index &index)
{
    const std::string on = " ON " + index.table.toString();
    std::string sql = index.definition;
    const std::size_t at = sql.find(on);
    if (at != std::string::npos)
        sql.replace(at, on.size(), " ON " + relation.summary.name.toString());
    if (!hasOwnName(index, *relation.continuousAggregate)) {
        const std::string name = quoted(index.name) + ' ';
        if (const std::size_t start = sql.find(name); start != std::string::npos)
            sql.erase(start, name.size()); // it gets the same one, with the number of its storage
    }
    return sql;
}

std::string dropIndex(const Relation &relation, const Index &index)
{
    const auto &facts = *relation.continuousAggregate;
    if (hasOwnName(index, facts))
        return "DROP INDEX " + catalog::RelationName{facts.materialization.schema, index.name}.toString();
    const auto &name = relation.summary.name;
    return "DO $$\nBEGIN\n    EXECUTE (SELECT format('DROP INDEX %I.%I', materialization_hypertable_schema,\n"
           "                           materialization_hypertable_name || "
        + text::quoteLiteral(index.name.substr(facts.materialization.name.size()))
        + ")\n             FROM timescaledb_information.continuous_aggregates\n             WHERE view_schema = "
        + text::quoteLiteral(name.schema) + " AND view_name = " + text::quoteLiteral(name.name) + ");\nEND\n$$";
}

Part indexPart(const Relation &relation, const Index &index)
{
    const auto &facts = *relation.continuousAggregate;
    Part part;
    part.id = {"index", relation.summary.name, withoutNumber(index.name, facts.materialization)};
    part.rank = Rank::Index;
    part.parent = idOf(relation);
    part.body = withoutNumber(index.definition, facts.materialization);
    part.comesWithParent =
        isBucketIndex(index, facts) || (isGroupIndex(index, facts) && hasGroupIndexes(facts));
    part.create = [&relation, &index](const Making &) {
        return statement(createIndex(relation, index),
                         {{Risk::Kind::WriteLock, "The aggregate can't be refreshed while the index is built."}});
    };
    part.drop = [&relation, &index] { return statement(dropIndex(relation, index)); };
    if (hasOwnName(index, facts)) {
        const std::string name = catalog::RelationName{facts.materialization.schema, index.name}.toString();
        part.names = {"type " + name};
        part.properties = {commentProperty("INDEX " + name, index.comment)};
    }
    return part;
}

// -- itself --

std::string createText(const Relation &relation)
{
    std::string sql = catalog::createViewText(relation);
    if (!hasGroupIndexes(*relation.continuousAggregate)) {
        const std::size_t end = sql.find(") AS\n");
        if (end != std::string::npos)
            sql.insert(end, ", timescaledb.create_group_indexes = false");
    }
    return sql;
}

std::string firstRange(const catalog::HypertableFacts &facts)
{
    return facts.chunks.empty() ? std::string() : facts.chunks.front().rangeStart;
}

std::vector<Risk> lossOf(const Relation &relation, const Relation *source)
{
    const std::string from = firstRange(relation.continuousAggregate->storage);
    std::string reason = "What " + relation.summary.name.toString() + " has materialized is gone";
    if (!from.empty())
        reason += ", from " + from + " on";
    if (source != nullptr && (source->continuousAggregate || source->hypertable)) {
        const auto &facts = source->continuousAggregate ? source->continuousAggregate->storage : *source->hypertable;
        const std::string rows = firstRange(facts);
        reason += "; a refresh computes it again only from the rows that " + source->summary.name.toString() + " still has"
            + (rows.empty() ? "" : ", from " + rows + " on");
    }
    return {{Risk::Kind::DataLoss, reason + '.'}};
}

/// Only what was there before is filled again: a new one is left to its policy.
Part contentsPart(const Relation &relation, const Relation *source)
{
    const auto &name = relation.summary.name;
    Part part;
    part.id = {"materialization", name, {}};
    part.rank = Rank::Contents;
    part.parent = idOf(relation);
    if (source != nullptr && source->continuousAggregate)
        part.needs = {{"materialization", source->summary.name, {}}};
    part.create = [name](const Making &making) {
        const Relation *old = making.before.relation(name);
        if (old == nullptr || !old->continuousAggregate)
            return Statements();
        return Statements{{"CALL refresh_continuous_aggregate(" + literalOf(name) + ", NULL, NULL)", Boundary::Outside}};
    };
    part.drop = [] { return Statements(); };
    return part;
}

Part aggregatePart(const End &end, const Relation &relation, const Relation *source)
{
    const auto &facts = *relation.continuousAggregate;
    const std::string name = relation.summary.name.toString();
    const std::string alter = "ALTER MATERIALIZED VIEW " + name;
    Part part;
    part.id = idOf(relation);
    part.rank = Rank::View;
    part.holdsTypes = true;
    part.names = {"type " + name};
    part.needs = {timescaleExtension()};
    if (source != nullptr) {
        part.needs.push_back(idOf(*source));
        if (source->hypertable)
            part.needs.push_back(hypertableId(source->summary.name));
    }
    part.body = facts.definition;
    for (const catalog::Column &column : relation.columns)
        part.body += '\n' + column.name + ' ' + column.type;
    part.create = [&relation](const Making &) { return statement(createText(relation)); };
    part.drop = [&relation, source, name] {
        return statement("DROP MATERIALIZED VIEW " + name, lossOf(relation, source));
    };
    const std::string interval = intervalOf(facts.storage);
    part.properties = {
        simpleProperty("materialized only", facts.materializedOnly ? "yes" : "", facts.materializedOnly ? "yes" : "",
                       alter + " SET (timescaledb.materialized_only = " + (facts.materializedOnly ? "true)" : "false)")),
        simpleProperty("chunk interval", interval, isUsualInterval(source, interval) ? interval : std::string(),
                       "SELECT set_chunk_time_interval(" + literalOf(relation.summary.name) + ", "
                           + intervalText(interval) + ')'),
        ownerProperty(alter, end.ownerOf(relation.summary.owner)),
        commentProperty("VIEW " + name, relation.summary.comment),
    };
    addViewProperties(end, relation, part);
    return part;
}

} // namespace

void collectContinuousAggregates(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        if (!relation.continuousAggregate)
            continue;
        const Relation *source = sourceOf(end, *relation.continuousAggregate);
        parts.push_back(aggregatePart(end, relation, source));
        for (const Index &index : relation.continuousAggregate->indexes)
            parts.push_back(indexPart(relation, index));
        parts.push_back(contentsPart(relation, source));
    }
}

} // namespace retort::diff
