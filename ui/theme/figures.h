// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>

/// Figures in the words that every panel uses, in the user's locale. Any thread.
namespace retort::ui::words {

/// Three digits at a glance: "0.412 s", "1.84 s", "12.3 s", "2 min 5 s", "1 h 3 min".
QString duration(std::chrono::milliseconds duration);
/// As pg_size_pretty spells units, with a digit more: "312 bytes", "8 kB", "5.5 MB". Negative: empty.
QString bytes(std::int64_t bytes);
/// "12,480".
QString count(std::int64_t count);
/// "≈ 12,480 rows"; negative (never analysed): "rows unknown".
QString estimatedRows(std::int64_t rows);

} // namespace retort::ui::words
