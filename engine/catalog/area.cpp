// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/area.h"

namespace retort::catalog {

RelationKind relationKind(char relkind)
{
    switch (relkind) {
    case 'p': return RelationKind::PartitionedTable;
    case 'v': return RelationKind::View;
    case 'm': return RelationKind::MaterializedView;
    case 'i': return RelationKind::Index;
    case 'I': return RelationKind::PartitionedIndex;
    case 'S': return RelationKind::Sequence;
    case 'f': return RelationKind::ForeignTable;
    case 'c': return RelationKind::CompositeType;
    case 't': return RelationKind::Toast;
    default: return RelationKind::Table;
    }
}

namespace {

/// array_out(): elements in braces, quoted where they must be (manual, "Array Input and Output Syntax").
std::vector<std::string> arrayElements(std::string_view array)
{
    std::vector<std::string> elements;
    if (array.size() <= 2)
        return elements;
    elements.emplace_back();
    bool isQuoted = false;
    for (std::size_t at = 1; at + 1 < array.size(); ++at) {
        const char c = array[at];
        if (c == '"')
            isQuoted = !isQuoted;
        else if (c == '\\')
            elements.back() += array[++at];
        else if (c == ',' && !isQuoted)
            elements.emplace_back();
        else
            elements.back() += c;
    }
    return elements;
}

} // namespace

std::optional<std::vector<std::string>> Row::texts(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return arrayElements(m_result.value(m_row, column));
}

HypertableFacts *hypertableFacts(Relation &relation, bool ofStorage)
{
    if (ofStorage)
        return relation.continuousAggregate ? &relation.continuousAggregate->storage : nullptr;
    return relation.hypertable ? &*relation.hypertable : nullptr;
}

std::string withOids(std::string_view sql, std::string_view oids)
{
    std::string out;
    for (const char c : sql) {
        if (c == '@')
            out += oids;
        else
            out += c;
    }
    return out;
}

OidList::OidList(const std::vector<std::uint32_t> &oids)
{
    for (const std::uint32_t oid : oids)
        add(oid);
}

void OidList::add(std::uint32_t oid)
{
    if (!m_oids.empty())
        m_oids += ',';
    m_oids += std::to_string(oid);
}

void addArea(std::vector<Area> &areas, const OidList &oids, std::string_view sql,
             std::function<void(const Row &, Relation &)> read)
{
    if (!oids.isEmpty())
        areas.push_back({withOids(sql, oids.literal()), std::move(read)});
}

} // namespace retort::catalog
