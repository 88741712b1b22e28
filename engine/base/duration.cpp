// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/duration.h"

#include "engine/base/text.h"

#include <array>
#include <charconv>
#include <utility>

namespace retort {

namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> units{
    {{"", 1}, {"ms", 1}, {"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};

/// Longer than any wait means anything, and far from overflow.
constexpr std::int64_t longest = std::int64_t{365} * 86'400'000;

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(std::string_view text)
{
    text = text::trimmed(text);
    std::int64_t number = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || number < 0)
        return std::nullopt;
    const std::string_view unit = text::trimmed(text.substr(static_cast<std::size_t>(rest - text.data())));
    for (const auto &[name, milliseconds] : units) {
        if (unit != name)
            continue;
        if (number > longest / milliseconds)
            return std::nullopt;
        return std::chrono::milliseconds(number * milliseconds);
    }
    return std::nullopt;
}

std::string durationSetting(std::chrono::milliseconds duration)
{
    const std::int64_t milliseconds = duration.count();
    for (auto unit = units.rbegin(); unit->second > 1; ++unit) {
        if (milliseconds > 0 && milliseconds % unit->second == 0)
            return std::to_string(milliseconds / unit->second) + std::string(unit->first);
    }
    return std::to_string(milliseconds) + "ms";
}

std::string durationText(std::chrono::milliseconds duration)
{
    const std::int64_t milliseconds = duration.count();
    if (milliseconds < 1'000)
        return std::to_string(milliseconds) + " ms";
    if (milliseconds < 60'000) {
        const std::int64_t tenths = milliseconds / 100;
        return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " s";
    }
    const std::int64_t seconds = milliseconds / 1'000;
    return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
}

} // namespace retort
