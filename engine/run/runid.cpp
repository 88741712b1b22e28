// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runid.h"

#include <random>
#include <string_view>

namespace retort::run
{

std::string newRunId()
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::random_device random;
    std::string id(16, '0');
    for (char &digit : id)
        digit = digits[random() % digits.size()];
    return id;
}

} // namespace retort::run
