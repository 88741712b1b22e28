// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/compare.h"

#include <string>
#include <vector>

namespace retort::diff
{

/// Statements of a comparison that run together.
struct Batch {
    bool isTransactional = true; ///< else no transaction takes them
    std::string why; ///< it doesn't run with its neighbours: a sentence; may be empty
    std::string text; ///< statements with their semicolons, and comments where something isn't plain
    /// The body of one of its routines may speak of what is made after it, so that the server must not look into it
    /// (check_function_bodies) meanwhile.
    bool hasLateBodies = false;
    bool operator==(const Batch &) const = default;
};

/// The comparison in as few pieces as can be, in the order in which they run: one, but for values that must be
/// committed before they are used, and for statements that no transaction takes.
std::vector<Batch> batches(const Comparison &comparison);

} // namespace retort::diff
