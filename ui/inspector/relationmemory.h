// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/runwitness.h"
#include "ui/inspector/facts.h"

#include <QString>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace retort::ui {

/// What is known of one database's relations: as they are now, and as they were before its last run. A database that
/// the inspector doesn't show keeps its own, so that what a run changed is marked when somebody looks. Value.
struct RelationMemory {
    std::vector<catalog::RelationSummary> list;
    std::map<catalog::RelationName, catalog::Relation> seen;
    std::optional<std::vector<catalog::RelationSummary>> listBefore; ///< nothing: there was no run
    std::map<catalog::RelationName, catalog::Relation> before;
    std::set<catalog::RelationName> altered;
    std::map<catalog::RelationName, session::RelationChange> changes; ///< of the last run, by the name after it

    std::optional<catalog::RelationName> current; ///< chosen in the tree
    std::set<QString> open;                       ///< the tree's branches, by key
    std::set<QString> closed;

    bool exists(const catalog::RelationName &name) const;
    /// Null when it wasn't looked at before the run.
    const catalog::Relation *beforeOf(const catalog::RelationName &name) const;
    /// Keeps it; whether it is another one than before the run, which is kept in `altered`.
    Change note(const catalog::Relation &relation);
    /// What is known now becomes what later values are compared with.
    void keepAsBefore();
    /// The run's own account, which takes the place of what happened to have been seen before it.
    void takeChanges(const std::vector<session::RelationChange> &run);
    /// Of the last run; null where it didn't touch it.
    const session::RelationChange *changeOf(const catalog::RelationName &name) const;
    /// The list of before, where nobody had asked for it, from the one of now.
    void completeBefore();
    void forgetBefore();
};

} // namespace retort::ui
