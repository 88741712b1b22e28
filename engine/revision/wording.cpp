// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/wording.h"

namespace retort::revision::wording {

std::string quoted(std::string_view name)
{
    std::string text(1, '\'');
    text += name;
    text += '\'';
    return text;
}

std::string listed(const std::vector<std::string> &parts, std::size_t shown, std::string_view separator)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size() && i < shown; ++i) {
        if (i > 0)
            text += separator;
        text += parts[i];
    }
    if (parts.size() > shown) {
        text += " and ";
        text += std::to_string(parts.size() - shown);
        text += " more";
    }
    return text;
}

} // namespace retort::revision::wording
