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

} // namespace retort::catalog
