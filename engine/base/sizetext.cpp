// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/sizetext.h"

#include <array>

namespace retort
{

std::string sizeText(std::int64_t bytes)
{
    if (bytes < 0)
        return {};
    static constexpr std::array units{"bytes", "kB", "MB", "GB", "TB"};
    auto number = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (number >= 10 * 1024 && unit + 1 < units.size()) {
        number /= 1024;
        ++unit;
    }
    return std::to_string(static_cast<std::int64_t>(number + 0.5)) + ' ' + units[unit];
}

} // namespace retort
