// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/shell.h"

namespace retort
{

std::string shellQuoted(std::string_view text)
{
    // Nothing is special between single quotes; what ends them is written outside (POSIX, "Shell Command
    // Language", 2.2.2).
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + '\'';
}

std::string shellWord(std::string_view text)
{
    static constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-";
    const bool isPlain = !text.empty() && text.find_first_not_of(plain) == std::string_view::npos;
    return isPlain ? std::string(text) : shellQuoted(text);
}

} // namespace retort
