// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/displaywidth.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>

namespace retort::postgres {

DisplayedCharacter firstDisplayedCharacter(std::string_view text)
{
    static const int utf8 = pg_char_to_encoding("UTF8");
    // libpq reads as many bytes as the first one announces: give it zeros behind a character that is cut off.
    std::array<char, 8> buffer{};
    text.copy(buffer.data(), std::min(text.size(), buffer.size() - 1));
    const auto bytes = static_cast<std::size_t>(std::max(PQmblen(buffer.data(), utf8), 1));
    return {std::min(bytes, text.size()), PQdsplen(buffer.data(), utf8)};
}

} // namespace retort::postgres
