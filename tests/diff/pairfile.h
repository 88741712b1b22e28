// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace retort::test
{

/// Two ends of a comparison, each a script for an empty database.
///
///     -- What is special about this pair.
///     -- needs: timescaledb              it is left out where that is not installed
///     -- changes: person.home            columns whose values may look different afterwards
///     -- both:
///     CREATE TYPE …;                     what both ends begin with
///     -- from:
///     CREATE TABLE …; INSERT …;          then the one end, with rows
///     -- to:
///     CREATE TABLE …;                    and the other
struct SchemaPair {
    std::string name; ///< "columns/type_with_using"
    std::string title;
    std::string from;
    std::string to;
    bool needsTimescale = false;
    std::vector<std::string> changedColumns;
};

/// Ends the executable when a section is missing.
SchemaPair readPair(std::string name, const std::string &text);
/// All files *.sql below a folder, sorted by name.
std::vector<SchemaPair> readPairs(const std::filesystem::path &folder);
/// Lines "name  reason"; those that begin with # and empty ones are skipped.
std::map<std::string, std::string> readOpenPairs(const std::filesystem::path &file);

} // namespace retort::test
