// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/timetext.h"

#include <array>
#include <ctime>

namespace retort
{

using Clock = std::chrono::system_clock;

namespace
{

std::string formatted(Clock::time_point time, const char *format, std::tm *(*partsOf)(const std::time_t *, std::tm *))
{
    const std::time_t seconds = Clock::to_time_t(time);
    std::tm parts{};
    partsOf(&seconds, &parts);
    std::array<char, 32> buffer{};
    return {buffer.data(), std::strftime(buffer.data(), buffer.size(), format, &parts)};
}

} // namespace

std::string localTime(Clock::time_point time, const char *format)
{
    return formatted(time, format, localtime_r);
}

std::string isoTime(Clock::time_point time)
{
    return formatted(time, "%Y-%m-%dT%H:%M:%SZ", gmtime_r);
}

} // namespace retort
