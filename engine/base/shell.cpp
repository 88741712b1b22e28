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

} // namespace retort
