// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/end.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

template <typename T> const T *find(const std::unordered_map<std::string, const T *> &map, const std::string &key)
{
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second;
}

} // namespace

End::End(const catalog::Snapshot &snapshot, bool isOnline)
    : m_snapshot(snapshot)
    , m_isOnline(isOnline)
{
    for (const catalog::Relation &relation : snapshot.relations) {
        m_relations.emplace(relation.summary.name.toString(), &relation);
        if (relation.sequence && relation.sequence->isIdentity)
            m_identitySequences.emplace(relation.sequence->ownedBy, &relation);
    }
    for (const catalog::Relation &relation : snapshot.relations) {
        for (const catalog::Index &index : relation.indexes)
            m_indexes.insert(idOf(relation, index).toString());
    }
    for (const catalog::Type &type : snapshot.types) {
        m_types.emplace(type.name.toString(), &type);
        m_typesWithoutSchema.emplace(catalog::RelationName{{}, type.name.name}.toString(), &type);
    }
    for (const catalog::Routine &routine : snapshot.routines)
        m_routines.emplace(idOf(routine).toString(), &routine);
}

const catalog::Relation *End::relation(const std::string &name) const
{
    return find(m_relations, name);
}

const catalog::Column *End::column(const catalog::RelationName &table, const std::string &name) const
{
    const catalog::Relation *found = relation(table);
    if (found == nullptr)
        return nullptr;
    const auto column = std::find_if(found->columns.begin(), found->columns.end(),
                                     [&name](const catalog::Column &candidate) { return candidate.name == name; });
    return column == found->columns.end() ? nullptr : &*column;
}

const catalog::Type *End::type(const catalog::RelationName &name) const
{
    return find(m_types, name.toString());
}

const catalog::Type *End::typePrinted(const std::string &text) const
{
    const catalog::Type *type = find(m_types, text);
    return type != nullptr ? type : find(m_typesWithoutSchema, text);
}

const catalog::Routine *End::routine(const ObjectId &id) const
{
    return find(m_routines, id.toString());
}

std::string End::ownerOf(const std::string &owner) const
{
    return owner == m_snapshot.server.user || owner == m_snapshot.server.owner ? std::string() : owner;
}

const catalog::Relation *End::identitySequence(const catalog::RelationName &table, const std::string &column) const
{
    return find(m_identitySequences, table.toString() + '.' + catalog::RelationName{{}, column}.toString());
}

bool isTable(const catalog::Relation &relation)
{
    return relation.summary.kind == catalog::RelationKind::Table
        || relation.summary.kind == catalog::RelationKind::PartitionedTable
        || relation.summary.kind == catalog::RelationKind::ForeignTable;
}

ObjectId idOf(const catalog::Relation &relation)
{
    const auto kind = relation.summary.kind;
    if (relation.continuousAggregate)
        return {"continuous aggregate", relation.summary.name, {}};
    return {kind == catalog::RelationKind::PartitionedTable ? "table" : catalog::toString(kind), relation.summary.name,
            {}};
}

ObjectId idOf(const catalog::Relation &relation, const catalog::Index &index)
{
    return index.constraintType == '\0' ? ObjectId{"index", {relation.summary.name.schema, index.name}, {}}
                                        : partOf(relation, "constraint", index.name);
}

ObjectId idOf(const catalog::Type &type)
{
    return {"type", type.name, {}};
}

ObjectId idOf(const catalog::Routine &routine)
{
    return {"routine", routine.name, routine.signature};
}

ObjectId partOf(const catalog::Relation &relation, const char *kind, const std::string &name)
{
    return {kind, relation.summary.name, name};
}

} // namespace retort::diff
