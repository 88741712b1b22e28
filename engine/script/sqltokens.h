// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace retort::script {

/// One token of SQL text, in bytes. Comments are no tokens.
struct SqlToken {
    std::size_t start = 0;
    std::size_t end = 0;
    bool isKeyword = false;
};

/// The tokens by PostgreSQL's own scanner; none where it refuses the text.
std::vector<SqlToken> scanTokens(std::string_view sql);

/// The first byte at or after `from` that is neither blank nor in a comment; the size when there is none,
/// also where a comment isn't closed.
std::size_t skipBlanks(std::string_view sql, std::size_t from = 0);

/// The letters and underscores that the statement begins with, after blanks and comments.
std::string_view firstWord(std::string_view sql);

/// True where `sql` holds `word` in any mixture of cases. `word` is lower case, ASCII.
bool mentions(std::string_view sql, std::string_view word);

} // namespace retort::script
