// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/snapshot.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

namespace retort::diff
{

using catalog::ObjectId;

/// One end of a comparison: a snapshot with its objects by name. The snapshot outlives it.
class End
{
public:
    explicit End(const catalog::Snapshot &snapshot, bool isOnline = false);

    const catalog::Snapshot &snapshot() const { return m_snapshot; }
    /// What is done to an existing table lets its readers and writers go on; only what is possible so.
    bool isOnline() const { return m_isOnline; }

    /// Nothing where there is none.
    const catalog::Relation *relation(const catalog::RelationName &name) const { return relation(name.toString()); }
    const catalog::Relation *relation(const std::string &name) const; ///< quoted as SQL needs
    const catalog::Column *column(const catalog::RelationName &table, const std::string &name) const;
    const catalog::Type *type(const catalog::RelationName &name) const;
    /// By its name as the server prints it: without its schema where the search path finds it.
    const catalog::Type *typePrinted(const std::string &text) const;
    const catalog::Routine *routine(const ObjectId &id) const;
    /// Empty for whoever looks, and for the database's owner: such names differ from place to place.
    std::string ownerOf(const std::string &owner) const;
    /// The letters that the owner of a table has where nobody granted anything (manual, "Privileges").
    const char *ownTablePrivileges() const { return m_snapshot.server.version >= 170000 ? "arwdDxtm" : "arwdDxt"; }
    /// An index by its ObjectId, or that of the constraint that it serves.
    bool hasIndex(const ObjectId &id) const { return m_indexes.contains(id.toString()); }
    /// The sequence of an identity column.
    const catalog::Relation *identitySequence(const catalog::RelationName &table, const std::string &column) const;

private:
    const catalog::Snapshot &m_snapshot;
    bool m_isOnline = false;
    std::unordered_map<std::string, const catalog::Relation *> m_relations;
    std::unordered_map<std::string, const catalog::Relation *> m_identitySequences;
    std::unordered_set<std::string> m_indexes;
    std::unordered_map<std::string, const catalog::Type *> m_types;
    std::unordered_map<std::string, const catalog::Type *> m_typesWithoutSchema;
    std::unordered_map<std::string, const catalog::Routine *> m_routines;
};

/// A table, partitioned table or foreign table.
bool isTable(const catalog::Relation &relation);
ObjectId idOf(const catalog::Relation &relation);
/// A constraint where the index serves one.
ObjectId idOf(const catalog::Relation &relation, const catalog::Index &index);
ObjectId idOf(const catalog::Type &type);
ObjectId idOf(const catalog::Routine &routine);
/// Of a column, constraint, trigger … of a relation.
ObjectId partOf(const catalog::Relation &relation, const char *kind, const std::string &name);

} // namespace retort::diff
