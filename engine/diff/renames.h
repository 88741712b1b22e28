// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/snapshot.h"
#include "engine/diff/change.h"

#include <string>
#include <vector>

/// Whether something was renamed can't be told from two schemas: it is asked about, and never guessed.
namespace retort::diff
{

/// An object of the one end that is to be kept under the name that it has at the other. `kind`: table, view, materialized
/// view, continuous aggregate, foreign table, sequence, type, routine; column, constraint, index, "enum value".
struct Rename {
    ObjectId from;
    ObjectId to;
    bool operator==(const Rename &) const = default;
    std::string toString() const; ///< "app.users=app.people", as --rename takes it
};

struct RenameCandidate {
    Rename rename;
    double score = 0;     ///< up to 1: alike in everything but the name
    std::string evidence; ///< "4 of 5 columns are the same"
    bool operator==(const RenameCandidate &) const = default;
};

/// What is gone at one end and looks like what is new at the other; the best partner for each, likeliest first. Pure.
/// About n log n in the number of objects that differ.
std::vector<RenameCandidate> renameCandidates(const catalog::Snapshot &from, const catalog::Snapshot &to);

/// "old=new" of a person. A table's schema may be left out where the name is unique; a column is table.column.
/// Errors (status Usage): bad-rename for what is no such text; rename-not-found for a name that isn't at its end, with
/// the nearest one there; rename-taken for a new name that is in use at the start already.
Result<Rename> findRename(const catalog::Snapshot &from, const catalog::Snapshot &to, const std::string &text);
/// The other way round, for the way back.
Rename inverted(const Rename &rename);

/// The start's end after the renames, and the statements that get there; with indexes, constraints, owned sequences and
/// columns of views that have to follow.
struct Renamed {
    catalog::Snapshot snapshot;
    std::vector<Change> changes;
};
Renamed applyRenames(const catalog::Snapshot &from, const catalog::Snapshot &to, const std::vector<Rename> &renames);

} // namespace retort::diff
