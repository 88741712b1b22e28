// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace retort
{

/// So many random hexadecimal digits in lower case, for names that must differ; no secret. Any thread.
std::string randomHex(std::size_t digits);

} // namespace retort
