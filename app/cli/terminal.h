// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/project/project.h"

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli
{

/// Colours for one stream: only where it is a terminal that has them, and NO_COLOR (https://no-color.org) is not set.
class Style
{
public:
    static Style of(std::FILE *stream);

    std::string bold(std::string_view text) const { return wrapped(text, "1"); }
    std::string good(std::string_view text) const { return wrapped(text, "32"); }
    std::string warning(std::string_view text) const { return wrapped(text, "33"); }
    std::string bad(std::string_view text) const { return wrapped(text, "1;31"); }
    std::string removed(std::string_view text) const { return wrapped(text, "31"); }
    std::string faint(std::string_view text) const { return wrapped(text, "2"); }
    /// Its word; production's can't be overlooked.
    std::string tier(project::Tier tier) const;

private:
    std::string wrapped(std::string_view text, std::string_view code) const;

    bool m_isColoured = false;
};

bool isTerminal(std::FILE *stream);

/// Columns on a terminal that a text takes; escape sequences of Style count nothing.
std::size_t displayColumns(std::string_view text);

/// Rows of cells as aligned columns, two spaces between them; the first row is the heading. No trailing spaces.
std::string alignedColumns(const std::vector<std::vector<std::string>> &rows);

} // namespace retort::cli
