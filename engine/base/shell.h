// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace retort
{

/// A text as one word of a command line, as a POSIX shell reads it, between single quotes.
std::string shellQuoted(std::string_view text);
/// The same, but as it is where nothing in it is special to a shell.
std::string shellWord(std::string_view text);

} // namespace retort
