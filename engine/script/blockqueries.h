// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::script
{

/// The SQL in a DO block of PL/pgSQL, in its order, whether or not its conditions will let it run: its statements, and
/// what EXECUTE is given as one literal. None where the block can't be parsed.
std::vector<std::string> queriesInBlock(std::string_view doStatement);

} // namespace retort::script
