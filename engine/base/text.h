// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Small text helpers that several rooms need. All text is UTF-8. No I/O; any thread.
namespace retort::text {

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string> &parts, std::string_view separator);
/// ASCII only.
std::string toLower(std::string_view text);
bool equalsIgnoringCase(std::string_view a, std::string_view b);
/// Where `word` (lower case, ASCII, not empty) stands in `text` in any mixture of cases; npos when it doesn't.
std::size_t findIgnoringCase(std::string_view text, std::string_view word, std::size_t from = 0);

/// Byte offset of the first byte that is not valid UTF-8 (RFC 3629), or nothing.
std::optional<std::size_t> invalidUtf8Offset(std::string_view bytes);
/// Number of characters (code points) in valid UTF-8.
std::size_t characterCount(std::string_view text);
/// Byte offset of the `index`-th character, counted from 0; the text's size when it is shorter.
std::size_t byteOffsetOfCharacter(std::string_view text, std::size_t index);

/// The choice that is nearest to what was typed (Damerau-Levenshtein), when it is near enough to suggest.
std::optional<std::string> nearestMatch(std::string_view typed, const std::vector<std::string> &choices);

/// "'text'" with quotes doubled, and E'' where it holds a backslash, as PostgreSQL's quote_literal does.
std::string quoteLiteral(std::string_view text);
/// Quoted always, embedded quotes doubled.
std::string quoteIdentifier(std::string_view name);

/// "3 revisions", "1 revision".
std::string counted(std::size_t count, std::string_view singular, std::string_view plural = {});

} // namespace retort::text
