// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/steprows.h"

#include <string>
#include <vector>

namespace retort::revision {

enum class Direction { Upgrade, Downgrade };

/// How one step changes the version table, in Alembic's terms.
enum class VersionOperation {
    None,    ///< nothing to change
    Insert,  ///< a new row
    Delete,  ///< a row goes
    Update,  ///< one row becomes another
    Merge,   ///< several rows become one: DELETEs and an UPDATE
    Unmerge, ///< one row becomes several: INSERTs and an UPDATE
};

/// The version-table change of one step. Rows after = rows before − removed + added.
struct VersionChange {
    VersionOperation operation = VersionOperation::None;
    std::vector<std::string> removed;
    std::vector<std::string> added;

    bool operator==(const VersionChange &) const = default;
};

struct Step {
    std::string revision; ///< empty for the steps of a stamp
    Direction direction = Direction::Upgrade;
    VersionChange change;
    StepRows rowsAfter; ///< version rows after this step: a sorted vector, made when asked for

    bool operator==(const Step &) const = default;
};

/// The ordered steps from the current version rows to a target.
/// Preview, run, log, JSON and tests all consume this same value.
struct Plan {
    Direction direction = Direction::Upgrade;
    std::string target; ///< as asked: "timescale@head"
    std::vector<std::string> from; ///< version rows at the start, sorted
    std::vector<std::string> to;   ///< version rows at the end, sorted
    std::vector<Step> steps;
    std::vector<std::string> warnings; ///< what Alembic only warns about

    bool isEmpty() const { return steps.empty(); }
    bool operator==(const Plan &) const = default;
};

} // namespace retort::revision
