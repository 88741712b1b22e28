// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include "engine/postgres/displaywidth.h"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace retort::cli
{

bool isTerminal(std::FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

Style Style::of(std::FILE *stream)
{
    Style style;
    const char *noColor = std::getenv("NO_COLOR");
    const char *terminal = std::getenv("TERM");
    const bool isDumb = terminal == nullptr || std::string_view(terminal) == "dumb";
    style.m_isColoured = (noColor == nullptr || *noColor == '\0') && !isDumb && isTerminal(stream);
    return style;
}

std::string Style::wrapped(std::string_view text, std::string_view code) const
{
    if (!m_isColoured || text.empty())
        return std::string(text);
    std::string coloured = "\x1b[";
    coloured.append(code).append(1, 'm').append(text).append("\x1b[0m");
    return coloured;
}

std::string Style::tier(project::Tier tier) const
{
    const std::string word = project::toString(tier);
    switch (tier) {
    case project::Tier::Dev:
        return good(word);
    case project::Tier::Staging:
        return warning(word);
    case project::Tier::Prod:
        return wrapped(word, "1;7;31");
    }
    return word;
}

std::size_t displayColumns(std::string_view text)
{
    std::size_t columns = 0;
    while (!text.empty()) {
        if (text.starts_with("\x1b[")) {
            text.remove_prefix(std::min(text.find('m'), text.size() - 1) + 1);
            continue;
        }
        const auto character = postgres::firstDisplayedCharacter(text);
        columns += static_cast<std::size_t>(std::max(character.columns, 0));
        text.remove_prefix(std::max<std::size_t>(character.bytes, 1));
    }
    return columns;
}

std::string alignedColumns(const std::vector<std::vector<std::string>> &rows)
{
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], displayColumns(row[i]));
    }
    std::string text;
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size())
                line.append(widths[i] - displayColumns(row[i]) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace retort::cli
