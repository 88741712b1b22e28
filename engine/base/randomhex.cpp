// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/randomhex.h"

#include <random>
#include <string_view>

namespace retort
{

std::string randomHex(std::size_t digits)
{
    static constexpr std::string_view all = "0123456789abcdef";
    std::random_device random;
    std::string text(digits, '0');
    for (char &digit : text)
        digit = all[random() % all.size()];
    return text;
}

} // namespace retort
