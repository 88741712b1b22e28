// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace retort::postgres {

/// One character of UTF-8 text as psql lays it out: libpq's own width table (PQmblen, PQdsplen), so that wide,
/// combining and emoji characters come out as in psql of the same version.
struct DisplayedCharacter {
    std::size_t bytes = 0; ///< never more than the text has
    int columns = 0;       ///< on a terminal; -1: a control character
};

/// The first character of `text`, which must not be empty. Any thread.
DisplayedCharacter firstDisplayedCharacter(std::string_view text);

} // namespace retort::postgres
