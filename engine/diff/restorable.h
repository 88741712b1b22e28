// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace retort::diff
{

/// The server prints `mail IN ('a', 'b')` of a character varying column as `mail::text = ANY (ARRAY['a'::character
/// varying, 'b'::character varying]::text[])`, and reads that as another expression: each element cast on its own.
/// Without the array's cast it reads what it had. `sql`: no function's body.
std::string restorable(std::string sql);
/// The same text for both: what is compared.
std::string withoutElementCasts(std::string sql);

} // namespace retort::diff
