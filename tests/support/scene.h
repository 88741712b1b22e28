// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::test {

/// A revision as a test tells it.
struct RevisionText {
    std::string id = {};
    std::vector<std::string> revises = {};
    std::vector<std::string> labels = {};
    std::vector<std::string> dependsOn = {};
    std::string message = {};             ///< empty: "add <id>"
    std::optional<std::string> up = {};   ///< nothing: creates the table t_<id>
    std::optional<std::string> down = {}; ///< nothing: drops what `up` made by default; needed when `up` is given
    bool isIrreversible = false;     ///< no section migrate:down
    bool upTransactional = true;
    bool downTransactional = true;
    std::string createDate = "2025-11-01 12:00:00";
};

/// The text of its file, in the form of cli.md ("Revision files").
std::string fileTextOf(const RevisionText &revision);

/// Reads a graph as one draws it, a line (or comma) each:
///
///     a [app]              a base, with labels in brackets
///     a -> b -> c          a chain
///     b -> d (x, y)        d depends on x and y
///     c + d -> m           a merge
///     m -> e !             irreversible
///
/// A revision that stands in several arrows revises all of their left sides. Ends the test when it can't be read.
std::vector<RevisionText> readScene(std::string_view scene);

} // namespace retort::test
