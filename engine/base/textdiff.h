// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What differs between two texts, line by line. Pure; any thread.
namespace retort::text {

/// A line of two texts laid over each other.
struct DiffLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    int oldLine = 0; ///< from 1; 0: the line is in the new text alone
    int newLine = 0; ///< from 1; 0: the line is in the old text alone
    std::string text; ///< without its line end; of a line in both, the new one's

    bool operator==(const DiffLine &) const = default;
};

/// All lines of both, by a shortest edit script (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, with
/// linear space). Where thousands of lines differ it settles for a script that may be longer, so that it stays quick.
/// What editors and version control change by themselves makes no difference: a BOM, the kind of line ends, blanks at
/// the ends of lines, empty lines at the end (as with script::TextChecksum).
std::vector<DiffLine> diffLines(std::string_view before, std::string_view after);

/// The lines that differ, with `context` lines around them; one part where two of them meet.
std::vector<std::vector<DiffLine>> diffHunks(const std::vector<DiffLine> &lines, std::size_t context = 3);

/// The same as text, in the unified format (POSIX, "diff", "Diff -u Output Format"): "--- before", "+++ after", then
/// the parts. Empty where nothing differs.
std::string unifiedDiff(const std::vector<DiffLine> &lines, std::string_view before, std::string_view after,
                        std::size_t context = 3);

} // namespace retort::text
