// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/plan.h"
#include "engine/revision/revision.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort::revision {

/// A revision's index in load order. Indices are dense: 0 … size() − 1.
using Index = std::int32_t;

/// All revisions of a project as one directed acyclic graph, with exactly Alembic's semantics
/// (1.19; alembic/script/revision.py and the recorded corpus in tests/data/conformance).
///
/// Pure and immutable after build(): cheap to share (copies share one body), safe to read from any thread.
class RevisionMap
{
public:
    RevisionMap();

    /// Links and validates. Errors: duplicate-label, illegal-characters, self-loop, dependency-self-loop,
    /// cycle, dependency-cycle, missing-revision: each names the file at fault in its place.
    /// Duplicate ids only warn, the later wins, as in Alembic.
    static Result<RevisionMap> build(std::vector<Revision> revisions);

    std::size_t size() const;
    bool isEmpty() const { return size() == 0; }
    const Revision &at(Index index) const;
    /// By full id only.
    std::optional<Index> find(std::string_view id) const;
    const Revision *findRevision(std::string_view id) const;
    const std::vector<std::string> &warnings() const;

    /// Heads look at down revisions only; effective heads at dependencies too. In load order.
    std::vector<std::string> heads() const;
    std::vector<std::string> effectiveHeads() const;
    std::vector<std::string> bases() const;
    std::vector<std::string> effectiveBases() const;
    std::vector<std::string> branchPoints() const; ///< history order
    std::vector<std::string> mergePoints() const;  ///< history order

    bool isHead(Index index) const;
    bool isBase(Index index) const;
    bool isBranchPoint(Index index) const;
    bool isMergePoint(Index index) const;
    std::span<const Index> downOf(Index index) const;         ///< down revisions, in written order
    std::span<const Index> dependenciesOf(Index index) const; ///< resolved dependencies, in written order
    std::span<const Index> nextOf(Index index) const;         ///< revisions that revise this one
    std::span<const Index> dependentsOf(Index index) const;   ///< revisions that depend on this one
    /// Labels after propagation along the line, sorted.
    std::vector<std::string> labelsOf(Index index) const;
    /// Every label of the project, with the revision that carries it, in load order.
    std::vector<std::pair<std::string, Index>> labels() const;

    /// All revisions, newest first, in the order that `alembic history` prints.
    std::vector<Index> historyOrder() const;
    /// `history -r RANGE`: inclusive; ends may be ids, labels, base, head(s), current, relative.
    /// `current`: version rows, needed only where the range says so.
    Result<std::vector<std::string>> history(std::string_view range,
                                             const std::vector<std::string> &current = {}) const;

    /// What `show ARG` looks up: any symbol, one or several revisions. "current" needs `current`.
    Result<std::vector<std::string>> resolve(std::string_view symbol,
                                             const std::vector<std::string> &current = {}) const;
    /// Exactly one revision by id, unique prefix, label or symbol; nothing for the base.
    Result<std::optional<std::string>> resolveOne(std::string_view symbol) const;

    /// The plan from `current` (in the order the table gave them) to `target`.
    Result<Plan> planUpgrade(const std::vector<std::string> &current, std::string_view target) const;
    Result<Plan> planDowngrade(const std::vector<std::string> &current, std::string_view target) const;
    /// The plan of `--sql` mode: "a:b", or only "b" for an upgrade from base.
    Result<Plan> planOffline(Direction direction, std::string_view range) const;
    /// Version-table changes only; the steps name no revision.
    Result<Plan> planStamp(const std::vector<std::string> &current, const std::vector<std::string> &targets,
                           bool purge = false) const;

    /// What the rows imply: rows and all that lies below them through both relations. By index.
    std::vector<bool> appliedSet(const std::vector<std::string> &current) const;
    /// What `alembic current` lists: the rows and the implied tips of other branches, sorted.
    std::vector<std::string> currentTips(const std::vector<std::string> &current) const;
    /// Rows that no revision of the map has as its id.
    std::vector<std::string> unknownRows(const std::vector<std::string> &current) const;

private:
    struct Body;
    std::shared_ptr<const Body> m_body;
};

} // namespace retort::revision
