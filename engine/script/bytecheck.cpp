// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/bytecheck.h"

#include "engine/base/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace retort::script {

namespace {

/// True where eight bytes hold neither a NUL nor anything beyond ASCII.
bool isPlainWord(const char *at)
{
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t highs = 0x8080808080808080ULL;
    // (word - ones) borrows into a high bit exactly below a zero byte; `word` itself brings the others.
    return (((word - ones) | word) & highs) == 0;
}

/// The first byte at or after `at` that is near something else than plain ASCII.
std::size_t skipPlain(std::string_view bytes, std::size_t at)
{
    while (at + 8 <= bytes.size() && isPlainWord(bytes.data() + at))
        at += 8;
    return at;
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

std::optional<std::size_t> badByteOffset(std::string_view bytes)
{
    constexpr std::size_t pieceSize = 256; ///< between two tries for a plain stretch
    std::size_t at = skipPlain(bytes, 0);
    while (at < bytes.size()) {
        std::size_t end = std::min(bytes.size(), at + pieceSize);
        while (end < bytes.size() && end > at + pieceSize - 4 && isContinuation(bytes[end]))
            --end; // pieces end between two characters
        const std::string_view piece = bytes.substr(at, end - at);
        const auto invalid = text::invalidUtf8Offset(piece);
        const std::size_t nul = piece.substr(0, invalid.value_or(piece.size())).find('\0');
        if (nul != std::string_view::npos)
            return at + nul;
        if (invalid)
            return at + *invalid;
        at = skipPlain(bytes, end);
    }
    return std::nullopt;
}

std::size_t wholeCharacters(std::string_view bytes)
{
    for (std::size_t back = 1; back <= 4 && back <= bytes.size(); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte < 0x80)
            return bytes.size();
        if (byte < 0xC0)
            continue;
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        return back >= length ? bytes.size() : bytes.size() - back;
    }
    return bytes.size();
}

Error badByteError(char byte, Place place)
{
    Error error = byte == '\0'
        ? makeError("nul-byte", "The file holds a NUL byte, at which PostgreSQL would cut the script.",
                    "Remove it; a file saved as UTF-16 must be saved as UTF-8.", ExitStatus::Usage)
        : makeError("invalid-utf8", "The file is not valid UTF-8.", "Save the file in UTF-8.", ExitStatus::Usage);
    error.place = std::move(place);
    return error;
}

} // namespace retort::script
