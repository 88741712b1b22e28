// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace retort::revision {

/// "label@id+2" taken apart. Views into the text that was given.
struct RelativeTarget {
    std::optional<std::string_view> label;
    std::optional<std::string_view> symbol;
    std::string_view written; ///< "+2"
    long steps = 0;           ///< negative: down
};

/// The relative target that the text starts with, or nothing. As in Alembic what follows is not looked at
/// ("abc+1zzz" is "abc+1"), and a label such as "release-2" reads as two steps below "release".
std::optional<RelativeTarget> parseRelativeTarget(std::string_view text);

/// The integer that the whole text spells, as Python's int() reads it (spaces around, underscores between digits).
std::optional<long> parseInteger(std::string_view text);

} // namespace retort::revision
