// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace retort::cli
{

/// "2026-11-20 14:03:11", as the person's clock shows it.
std::string localTime(std::chrono::system_clock::time_point time);
/// "2026-11-20T13:03:11Z" (ISO 8601), for documents.
std::string isoTime(std::chrono::system_clock::time_point time);

} // namespace retort::cli
