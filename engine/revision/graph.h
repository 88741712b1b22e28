// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/adjacency.h"
#include "engine/revision/idtable.h"
#include "engine/revision/labelsets.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace retort::revision {

/// What a RevisionMap holds: the revisions and their relations over dense indices.
/// Made by buildGraph(), read only afterwards.
struct Graph {
    std::vector<Revision> revisions;
    std::vector<std::string> warnings;

    IdTable ids;
    std::vector<std::pair<std::string, Index>> labels;      ///< in load order
    std::unordered_map<std::string_view, Index> labelIndex; ///< views into `labels`

    Adjacency down;         ///< as written, so that a parent named twice stands twice
    Adjacency dependencies; ///< resolved, as written
    Adjacency parents;      ///< down and those dependencies that no down-ancestor has; each once
    Adjacency next;         ///< reverse of `down`
    Adjacency dependents;   ///< reverse of `dependencies`
    Adjacency children;     ///< reverse of `parents`

    /// Parents before children through both relations; empty when the graph has a cycle that Alembic's check
    /// does not see (one between a base and a head).
    std::vector<Index> order;
    bool isCyclic = false;
    /// Revisions whose ids are words that targets use: what looks such an id up finds something else.
    std::vector<Index> reserved;

    /// In load order. An id that is loaded twice stands twice, as Alembic lists it.
    std::vector<Index> heads;
    std::vector<Index> effectiveHeads;
    std::vector<Index> bases;
    std::vector<Index> effectiveBases;

    LabelSets labelSets; ///< labels after propagation

    std::size_t size() const { return revisions.size(); }
    const Revision &at(Index index) const { return revisions[static_cast<std::size_t>(index)]; }
    const std::string &idOf(Index index) const { return at(index).id; }
    std::optional<Index> findId(std::string_view id) const;
    /// An id or else a label.
    std::optional<Index> findName(std::string_view name) const;

    bool isReserved(Index index) const;
    bool hasLabel(Index index, std::string_view label) const; ///< after propagation
    bool isMergePoint(Index index) const { return down.degree(index) > 1; }
    /// Several revisions revise this one or depend on it.
    bool isRealBranchPoint(Index index) const;
    /// They have a label in common, or none of them has any.
    bool areOfOneBranch(const std::vector<Index> &indices) const;
    std::vector<std::string> idsOf(const std::vector<Index> &indices) const;
};

} // namespace retort::revision
