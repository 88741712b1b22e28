// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/sectionsource.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// Where one statement stands, in bytes: blanks and comments around it left out, its semicolon too.
struct StatementRange {
    std::size_t start = 0;
    std::size_t end = 0;
    std::size_t next = 0;    ///< after its semicolon
    bool isTerminated = false;

    bool operator==(const StatementRange &) const = default;
};

/// The whole statements of a piece of text.
struct SplitWindow {
    struct Failure {
        std::string message;       ///< the scanner's, without the text it points at
        std::size_t offset = 0;
        bool isUnterminated = false; ///< a literal or comment goes on after the window
    };

    std::vector<StatementRange> statements;
    std::size_t consumed = 0;       ///< everything before is in `statements`, or blank
    std::optional<Failure> failure; ///< why it ends where it ends
};

/// Splits source.text() from `from` to `to` by PostgreSQL's scanner (libpg_query). `isWhole`: the section ends at `to`,
/// so the last statement needs no semicolon. Offsets are those of source.text().
///
/// The scanner's split knows literals, comments and parentheses. It is completed here by two things: a body
/// `BEGIN ATOMIC … END` is one with its CREATE FUNCTION (as psql reads it, psqlscan.l), and statements without any
/// keyword, which the split leaves out, are kept for the server to refuse.
SplitWindow splitWindow(SectionSource &source, std::size_t from, std::size_t to, bool isWhole);

/// True for `COPY … FROM STDIN`, whose data follows it.
bool beginsCopyData(std::string_view statement);

/// The first backslash that begins a line, or the text, outside quotes and comments: a command of psql.
/// The text is sound to the scanner.
std::optional<std::size_t> findMetaCommand(std::string_view text);

} // namespace retort::script
