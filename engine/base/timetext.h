// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace retort
{

/// As the person's clock shows it: "2026-11-20 14:03:11", or by another format of strftime(3), of up to 31 bytes.
std::string localTime(std::chrono::system_clock::time_point time, const char *format = "%Y-%m-%d %H:%M:%S");
/// "2026-11-20T13:03:11Z" (ISO 8601), for documents.
std::string isoTime(std::chrono::system_clock::time_point time);

} // namespace retort
