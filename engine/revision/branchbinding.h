// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/revisionmap.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::revision
{

/// Ties a database to one branch of the map, so that the guide's commands mean what they say
/// (requirements S-03, S-20, S-28 to S-30, S-63; findings F1 to F9).
/// An unbound database (empty label) sees the whole map, as in Alembic.
///
/// The branch's own revisions are those that carry the label after propagation, or descend from the
/// revision that declares it, or are among its down-ancestors and carry no other label.
class BranchBinding
{
public:
    /// `databaseOfLabel`: the project's other databases by the label they are bound to, for messages only.
    BranchBinding(RevisionMap map, std::string database, std::string label,
                  std::map<std::string, std::string> databaseOfLabel = {});

    const std::string &database() const { return m_database; }
    const std::string &label() const { return m_label; }
    bool isBound() const { return !m_label.empty(); }

    /// Errors: unknown-branch when no revision declares the label.
    Result<void> validate() const;

    bool owns(Index index) const;
    /// Heads of the bound branch alone (all heads when unbound), load order.
    std::vector<std::string> heads() const;
    /// Those of heads() that no other own revision depends on: where an upgrade ends. More than one of them on a
    /// bound branch is an accident, to be merged.
    std::vector<std::string> effectiveHeads() const;
    /// Own revisions, newest first.
    std::vector<Index> historyOrder() const;
    /// A symbol in terms of the bound branch: "head", "heads", "base", and steps from nowhere such as "-3", become
    /// "label@…". All else stays as it is written, and so does everything of an unbound database.
    std::string qualified(std::string_view symbol) const;
    /// What `show` looks up, with symbols as this database means them. Errors: those of RevisionMap::resolve.
    Result<std::vector<std::string>> resolve(std::string_view symbol,
                                             const std::vector<std::string> &current = {}) const;
    /// One revision; nothing for the base. Errors: those of RevisionMap::resolveOne.
    Result<std::optional<std::string>> resolveOne(std::string_view symbol) const;
    /// Own revisions of a range as `history -r` takes it, newest first; its ends as resolve() takes them.
    /// `current`: needed only where the range says so. Errors: those of RevisionMap::history.
    Result<std::vector<Index>> history(std::string_view range, const std::vector<std::string> &current = {}) const;
    /// Pending own revisions (and what they depend on) above the rows, oldest first.
    std::vector<std::string> pending(const std::vector<std::string> &current) const;
    bool isAtHead(const std::vector<std::string> &current) const;
    /// Whether every version row is a revision of the project, and the branch one that a revision declares.
    /// `verb`: what was to be done, for the remedy; may be empty. Errors: unknown-row (status Disagreement); those of
    /// validate().
    Result<void> checkRows(const std::vector<std::string> &current, std::string_view verb = {}) const;

    /// Rewrites a target for this database: "" and "head" → "label@head", "+1" → "label@+1", "-1" → "label@-1",
    /// "base" → "label@base", "heads" → "label@heads", "label" → "label@head" for upgrade; ids and explicit
    /// "label@…" stay. Errors: wrong-branch names both branches and both databases where the other is known;
    /// missing-target for a downgrade to "".
    Result<std::string> bindTarget(Direction direction, std::string_view target) const;

    /// Plans for this database: bindTarget, plan, then a check that every step is the branch's own.
    /// The branch's head is its only effective one where Alembic would see several heads because one depends on the
    /// other, or refuse them as overlapping.
    /// Errors: those of the map; wrong-branch; multiple-heads naming each head and the ways out;
    /// unknown-row (status Disagreement) when a version row is no revision of the project;
    /// irreversible when a downgrade passes a revision without migrate:down.
    /// One step down from a merge takes the merge away, where Alembic asks to which side.
    /// `force`: skip the branch check (`--force-branch`). A downgrade that takes more along than the line it goes
    /// down says so in the plan's warnings, as does a table that holds rows of another branch.
    Result<Plan> planUpgrade(const std::vector<std::string> &current, std::string_view target,
                             bool force = false) const;
    Result<Plan> planDowngrade(const std::vector<std::string> &current, std::string_view target,
                               bool force = false) const;
    Result<Plan> planStamp(const std::vector<std::string> &current, const std::vector<std::string> &targets,
                           bool purge = false, bool force = false) const;

    /// The plans of `--sql` mode, which asks no database: "a:b", or only "b" for an upgrade from base; of a stamp
    /// "start:target" in one of the targets. Ends are bound as targets are. Errors: as above; bad-range.
    Result<Plan> planOffline(Direction direction, std::string_view range, bool force = false) const;
    Result<Plan> planOfflineStamp(const std::vector<std::string> &targets, bool force = false) const;

private:
    std::vector<std::string> ownRows(const std::vector<std::string> &current) const;
    std::optional<Result<Plan>> planFromOwnRow(const std::vector<std::string> &current, std::string_view goal) const;
    std::optional<Result<Plan>> planToUndoMerge(const std::vector<std::string> &current, std::string_view goal) const;
    std::optional<Result<Plan>> planToEffectiveHeads(const std::vector<std::string> &current,
                                                     std::string_view goal) const;
    Result<std::string> rangeOf(Direction direction, std::string_view range, bool force,
                                std::string_view verb = {}) const;
    Result<void> checkStampedRows(const Plan &plan) const;
    Result<std::string> goalOf(Direction direction, std::string_view target, bool force,
                               std::string_view verb = {}) const;
    Result<void> checkNamedBranch(std::string_view target, std::string_view verb) const;
    Result<void> checkSteps(const Plan &plan) const;
    Result<void> checkReversible(const Plan &plan) const;
    Result<void> checkTarget(std::string_view target, Direction direction) const;
    void warnOfForeignRows(Plan &plan) const;
    Error refine(Error error, Direction direction, std::string_view target,
                 const std::vector<std::string> &current) const;
    Error wrongBranch(const std::string &subject, Index index, std::string_view verb) const;
    Error severalHeads(std::string_view target) const;
    Error severalRows(const std::vector<std::string> &current, std::string_view target) const;
    bool mayRun(Index index) const;
    std::string command(std::string_view verb, std::string_view argument) const;

    RevisionMap m_map;
    std::string m_database;
    std::string m_label;
    std::map<std::string, std::string> m_databaseOfLabel;
    std::vector<bool> m_own;
};

} // namespace retort::revision
