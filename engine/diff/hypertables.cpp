// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/timescaleparts.h"

#include <algorithm>
#include <optional>

namespace retort::diff
{

namespace
{

using catalog::Dimension;
using catalog::Relation;

bool isSpace(const Dimension &dimension)
{
    return dimension.type == "Space";
}

std::string addDimension(const Relation &relation, const Dimension &dimension)
{
    return "SELECT add_dimension(" + literalOf(relation.summary.name) + ", " + text::quoteLiteral(dimension.column)
        + (isSpace(dimension) ? ", number_partitions => " + dimension.interval
                              : ", chunk_time_interval => " + intervalText(dimension.interval))
        + ')';
}

/// The table that is to become a hypertable with its rows; nothing for a new one, be it new under an old name.
const Relation *tableBefore(const Relation &relation, const End &before)
{
    const Relation *old = before.relation(relation.summary.name);
    const bool stays = old != nullptr && old->summary.kind == catalog::RelationKind::Table && !old->hypertable
        && old->typeName == relation.typeName;
    return stays ? old : nullptr;
}

/// Its indexes are objects of their own, the one that TimescaleDB makes by default among them.
Statements createHypertable(const Relation &relation, const Making &making)
{
    const auto &dimensions = relation.hypertable->dimensions;
    const Relation *old = tableBefore(relation, making.before);
    std::string sql = "SELECT create_hypertable(" + literalOf(relation.summary.name) + ", "
        + text::quoteLiteral(dimensions.front().column);
    std::size_t said = 1;
    if (old != nullptr && dimensions.size() > 1 && isSpace(dimensions[1])) {
        // Said later, it would come after the chunks of the rows that are there.
        sql += ", partitioning_column => " + text::quoteLiteral(dimensions[1].column)
            + ", number_partitions => " + dimensions[1].interval;
        said = 2;
    }
    sql += ", chunk_time_interval => " + intervalText(dimensions.front().interval) + ", create_default_indexes => false";
    Statements statements;
    if (old == nullptr) {
        statements.push_back({sql + ')'});
    } else {
        statements.push_back({sql + ", migrate_data => true)", Boundary::Inside,
                              {{Risk::Kind::Rewrite, "Every row moves into a chunk under an exclusive lock."}}});
    }
    for (std::size_t at = said; at < dimensions.size(); ++at)
        statements.push_back({addDimension(relation, dimensions[at])});
    return statements;
}

std::optional<Statements> addDimensions(const Relation &relation, const End &before)
{
    const Relation *old = before.relation(relation.summary.name);
    if (old == nullptr || !old->hypertable || !canTakeDimensions(*old, relation))
        return std::nullopt;
    Statements statements;
    const auto &dimensions = relation.hypertable->dimensions;
    for (std::size_t at = old->hypertable->dimensions.size(); at < dimensions.size(); ++at)
        statements.push_back({addDimension(relation, dimensions[at])});
    return statements;
}

Property intervalProperty(const Relation &relation, const Dimension &dimension)
{
    const std::string table = literalOf(relation.summary.name);
    const std::string column = text::quoteLiteral(dimension.column);
    if (isSpace(dimension)) {
        return simpleProperty("partitions of " + dimension.column, dimension.interval, dimension.interval,
                              "SELECT set_number_partitions(" + table + ", " + dimension.interval + ", " + column + ')');
    }
    const bool isOnly = relation.hypertable->dimensions.size() == 1;
    return simpleProperty("chunk interval of " + dimension.column, dimension.interval, dimension.interval,
                          "SELECT set_chunk_time_interval(" + table + ", " + intervalText(dimension.interval)
                              + (isOnly ? "" : ", " + column) + ')');
}

/// TimescaleDB has no way to take it back.
Property integerNowProperty(const Relation &relation, const Dimension &dimension)
{
    Property property;
    property.name = "integer now of " + dimension.column;
    property.value = dimension.integerNow;
    property.set = [table = literalOf(relation.summary.name), now = dimension.integerNow](const std::string &before) {
        if (now.empty())
            return Statements();
        return statement("SELECT set_integer_now_func(" + table + ", " + text::quoteLiteral(now)
                         + (before.empty() ? ")" : ", replace_if_exists => true)"));
    };
    return property;
}

Property tablespacesProperty(const Relation &relation)
{
    const std::string table = literalOf(relation.summary.name);
    Property property;
    property.name = "tablespaces";
    property.value = text::join(relation.hypertable->tablespaces, ",");
    property.set = [table, wanted = relation.hypertable->tablespaces](const std::string &before) {
        Statements statements;
        std::vector<std::string> old;
        for (const auto name : text::split(before, ',')) {
            if (!name.empty())
                old.emplace_back(name);
        }
        const auto add = [&](const char *function, const std::vector<std::string> &from,
                             const std::vector<std::string> &without) {
            for (const std::string &name : from) {
                if (std::find(without.begin(), without.end(), name) == without.end())
                    statements.push_back({std::string("SELECT ") + function + '(' + text::quoteLiteral(name) + ", " + table + ')'});
            }
        };
        add("attach_tablespace", wanted, old);
        add("detach_tablespace", old, wanted);
        return statements;
    };
    return property;
}

Part hypertablePart(const Relation &relation)
{
    Part part;
    part.id = hypertableId(relation.summary.name);
    part.rank = Rank::Hypertable;
    part.parent = idOf(relation);
    part.needs = {timescaleExtension()};
    part.body = dimensionsOf(relation);
    part.create = [&relation](const Making &making) { return createHypertable(relation, making); };
    part.drop = [] { return Statements(); }; // goes with its table
    part.alter = [&relation](const Part &, const End &before) { return addDimensions(relation, before); };
    for (const Dimension &dimension : relation.hypertable->dimensions) {
        part.needs.push_back(partOf(relation, "column", dimension.column));
        part.properties.push_back(intervalProperty(relation, dimension));
        if (isSpace(dimension))
            continue;
        part.properties.push_back(integerNowProperty(relation, dimension));
        if (const auto now = catalog::RelationName::parse(dimension.integerNow))
            part.needs.push_back({"routine", *now, {}});
    }
    part.properties.push_back(tablespacesProperty(relation));
    return part;
}

} // namespace

void collectHypertables(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        if (relation.hypertable && !relation.hypertable->dimensions.empty())
            parts.push_back(hypertablePart(relation));
    }
}

} // namespace retort::diff
