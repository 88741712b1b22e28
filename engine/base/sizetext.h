// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace retort
{

/// As PostgreSQL's pg_size_pretty() writes it: whole numbers, the next unit from ten of it on: "248 kB". Empty for an
/// unknown size (-1).
std::string sizeText(std::int64_t bytes);

} // namespace retort
