// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace retort::script {

/// The first NUL byte, or the first byte that is not valid UTF-8. Some 5 GB/s on ASCII.
std::optional<std::size_t> badByteOffset(std::string_view bytes);

/// How many of the bytes are left when a character that is cut at the end is taken off.
std::size_t wholeCharacters(std::string_view bytes);

/// "nul-byte" or "invalid-utf8" (status Usage), by the byte that was found.
Error badByteError(char byte, Place place);

} // namespace retort::script
