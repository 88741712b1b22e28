// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace retort {

/// A duration as PostgreSQL spells one (manual, "Parameter Names and Values"): "200ms", "3s", "5min", "1h", "1d";
/// a bare number counts milliseconds. Nothing when it is none, or negative.
std::optional<std::chrono::milliseconds> parseDuration(std::string_view text);

/// What parseDuration() takes, in the largest unit that it is whole in: "200ms", "3s", "5min".
std::string durationSetting(std::chrono::milliseconds duration);

/// For people: "12 ms", "3.4 s", "2 min 5 s".
std::string durationText(std::chrono::milliseconds duration);

} // namespace retort
