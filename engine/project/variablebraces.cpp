// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/variablebraces.h"

#include <algorithm>
#include <vector>

namespace retort::project
{

VariableBraces::VariableBraces(std::string_view text)
{
    struct Opening {
        std::size_t dollar;
        int height; ///< how deep those in it are, which close
    };
    std::vector<Opening> open;
    for (std::size_t at = text.find_first_of("$}"); at < text.size(); at = text.find_first_of("$}", at + 1)) {
        if (text.substr(at, 2) == "${") {
            open.push_back({at, 0});
        } else if (text[at] == '}' && !open.empty()) {
            const Opening closed = open.back();
            open.pop_back();
            m_closing.emplace(closed.dollar, at);
            const int height = closed.height + 1;
            m_depth = std::max(m_depth, height);
            if (!open.empty())
                open.back().height = std::max(open.back().height, height);
        }
    }
}

std::size_t VariableBraces::closing(std::size_t dollar) const
{
    const auto found = m_closing.find(dollar);
    return found == m_closing.end() ? std::string_view::npos : found->second;
}

} // namespace retort::project
