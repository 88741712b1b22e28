// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/snapshot.h"
#include "engine/diff/change.h"
#include "engine/diff/renames.h"

#include <string>
#include <vector>

namespace retort::diff
{

/// What turns one schema into another.
struct Comparison {
    std::vector<Change> changes;    ///< in the order in which they run
    std::vector<std::string> notes; ///< what stays different or could not be compared, a sentence each
    bool operator==(const Comparison &) const = default;
};

struct CompareOptions {
    std::vector<Rename> renames; ///< what a person said was renamed; nothing is guessed
    /// Readers and writers of existing tables go on: indexes are built and dropped concurrently, constraints are validated
    /// apart. Not for hypertables, which take neither, nor for what the script itself makes.
    bool isOnline = false;
};

/// The way back is compare(to, from), with the renames inverted. Both snapshots must be of whole databases, with names printed under the same
/// search path. Pure; any thread. About n log n in the number of objects.
Comparison compare(const catalog::Snapshot &from, const catalog::Snapshot &to, const CompareOptions &options = {});

} // namespace retort::diff
