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

struct Graph;

/// How RevisionMap::iterate walks; the names are Alembic's (`iterate_revisions`).
struct WalkOptions {
    bool inclusive = false;            ///< with the lower end
    bool implicitBase = false;         ///< with what other branches and dependencies need
    bool selectForDowngrade = false;   ///< what has to go, rather than what is needed
    bool assertRelativeLength = true;  ///< a relative end beyond the map is an error, not the map's end
};

/// What a downgrade's target means, seen from version rows.
struct DowngradeGoal {
    std::string branch;                  ///< the only branch that goes; empty: all
    std::optional<std::string> revision; ///< nothing: the base
    std::vector<std::string> warnings;

    bool operator==(const DowngradeGoal &) const = default;
};

/// All revisions of a project as one directed acyclic graph, with exactly Alembic's semantics
/// (1.19; alembic/script/revision.py and the recorded corpus in tests/data/conformance).
///
/// Pure and immutable after build(): cheap to share (copies share one body), safe to read from any thread.
class RevisionMap
{
public:
    RevisionMap();

    /// Links and validates. Errors: duplicate-label, illegal-characters, self-loop, dependency-self-loop,
    /// cycle, dependency-cycle, missing-revision, broken-map: each names the file at fault in its place;
    /// too-many-labels (5000).
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
    bool hasLabel(Index index, std::string_view label) const;
    bool hasLabels(Index index) const;
    /// The revision that declares the label.
    std::optional<Index> findLabel(std::string_view label) const;
    /// Every label of the project, with the revision that carries it, in load order.
    std::vector<std::pair<std::string, Index>> labels() const;

    /// Heads of one branch are an accident that a merge mends; of several branches they are as they should be. True
    /// when the revisions have a label in common, or none of them has any. Unknown ids are left out.
    bool areOfOneBranch(const std::vector<std::string> &ids) const;

    /// All revisions, newest first, in the order that `alembic history` prints.
    std::vector<Index> historyOrder() const;
    /// `history -r RANGE`: inclusive, ":" for all; ends may be ids, labels, base, head(s), current, relative.
    /// `current`: version rows, needed only where the range says so.
    Result<std::vector<std::string>> history(std::string_view range,
                                             const std::vector<std::string> &current = {}) const;

    /// Library-level walk between two symbols, newest first.
    Result<std::vector<std::string>> iterate(std::string_view upper, std::string_view lower,
                                             const WalkOptions &options = {}) const;
    /// The same down from several revisions, such as version rows.
    Result<std::vector<std::string>> iterate(const std::vector<std::string> &upper, std::string_view lower,
                                             const WalkOptions &options = {}) const;

    /// What `show ARG` looks up: any symbol, one or several revisions. "current" needs `current`.
    Result<std::vector<std::string>> resolve(std::string_view symbol,
                                             const std::vector<std::string> &current = {}) const;
    /// As resolve(), but nothing stands for "N below each head" where a head has no N revisions below it, and
    /// "base" where it has exactly N: what other places than a person need to tell apart.
    Result<std::vector<std::optional<std::string>>> resolveEach(std::string_view symbol) const;
    /// Exactly one revision by id, unique prefix, label or symbol; nothing for the base.
    Result<std::optional<std::string>> resolveOne(std::string_view symbol) const;
    /// The revisions that an upgrade's target means from `current`, elements as in resolveEach().
    Result<std::vector<std::optional<std::string>>> upgradeTargets(const std::vector<std::string> &current,
                                                                   std::string_view target) const;
    Result<DowngradeGoal> downgradeTarget(const std::vector<std::string> &current, std::string_view target) const;

    /// The plan from `current` (in the order the table gave them) to `target`.
    Result<Plan> planUpgrade(const std::vector<std::string> &current, std::string_view target) const;
    /// The same to several revisions at once. The plan's target are their names.
    Result<Plan> planUpgrade(const std::vector<std::string> &current, const std::vector<std::string> &targets) const;
    Result<Plan> planDowngrade(const std::vector<std::string> &current, std::string_view target) const;
    /// The plan of `--sql` mode: "a:b", or only "b" for an upgrade from base. The plan's `from` are the rows that
    /// the range's start stands for.
    Result<Plan> planOffline(Direction direction, std::string_view range) const;
    /// Version-table changes only; the steps name no revision. With `purge` the first steps delete all rows.
    Result<Plan> planStamp(const std::vector<std::string> &current, const std::vector<std::string> &targets,
                           bool purge = false) const;
    /// The stamp of `--sql` mode: targets, each of which may carry the one start as "start:target".
    Result<Plan> planOfflineStamp(const std::vector<std::string> &targets) const;

    /// What the rows imply: rows and all that lies below them through both relations. By index.
    std::vector<bool> appliedSet(const std::vector<std::string> &current) const;
    /// What `alembic current` lists: the rows and the implied tips of other branches, sorted.
    std::vector<std::string> currentTips(const std::vector<std::string> &current) const;
    /// currentTips(), but a row that no revision answers to is an error (unknown-revision, ambiguous-id).
    Result<std::vector<std::string>> resolveCurrent(const std::vector<std::string> &current) const;
    /// What `alembic current --check-heads` asks: the rows are exactly the heads. Where a head implies another one,
    /// as with dependencies, that never comes true; BranchBinding::isAtHead() asks what is meant.
    bool rowsAreHeads(const std::vector<std::string> &current) const;
    /// Rows that no revision of the map has as its id.
    std::vector<std::string> unknownRows(const std::vector<std::string> &current) const;

    /// The line that `alembic history` prints for a revision: "<base> -> 1a2b (label) (head), message".
    std::string displayHistoryLine(Index index) const;
    /// The line that `alembic heads` prints: "1a2b (label) (head)".
    std::string displayHeadLine(Index index) const;

private:
    template <typename Predicate>
    std::vector<std::string> pointsWhere(Predicate isPoint) const;

    explicit RevisionMap(std::shared_ptr<const Graph> graph);

    std::shared_ptr<const Graph> m_graph;
};

} // namespace retort::revision
