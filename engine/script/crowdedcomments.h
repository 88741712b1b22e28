// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace retort::script
{

/// Where block comments begin in one another so close together that PostgreSQL's scanner, here and in the server, takes
/// minutes over a few kilobytes of them: after each it gives back all operator characters that follow (scan.l, xcstart),
/// so that the time grows with the square of their number. Nothing for all that people write.
std::optional<std::size_t> crowdedComments(std::string_view sql);

} // namespace retort::script
