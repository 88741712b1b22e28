// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"

#include <set>
#include <string>
#include <vector>

namespace retort::test {

/// The rules of the version table in their plainest form, to hold the map's plans against: sets of ids, and walks
/// over all revisions for every question.
class MapModel
{
public:
    using Ids = std::set<std::string>;

    explicit MapModel(const revision::RevisionMap &map) : m_map(map) {}

    /// Down revisions and dependencies.
    Ids parentsOf(const std::string &id) const;
    Ids childrenOf(const std::string &id) const;
    /// With the revisions themselves.
    Ids ancestorsOf(const Ids &ids) const;
    Ids descendantsOf(const Ids &ids) const;
    /// Those that no other one of the set stands on: the effective heads of what is applied.
    Ids tipsOf(const Ids &applied) const;
    /// Some revision has two parents of which one lies below the other; then a downgrade may leave redundant rows.
    bool hasNestedParents() const;

    /// What is wrong with a plan, or nothing: steps in an order that respects all relations, rows after each step
    /// that stand for exactly what is applied then.
    std::string faultsOf(const revision::Plan &plan) const;
    /// What is applied at the plan's end.
    Ids appliedAfter(const revision::Plan &plan) const { return ancestorsOf({plan.to.begin(), plan.to.end()}); }

private:
    std::string faultsOfStep(const revision::Step &step, Ids &applied, Ids &rows) const;
    std::string faultsOfRows(const Ids &rows, const Ids &applied, bool mayBeRedundant) const;

    const revision::RevisionMap &m_map;
};

} // namespace retort::test
