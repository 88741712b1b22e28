// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How this room's messages name things.
namespace retort::revision::wording {

/// 'name'
std::string quoted(std::string_view name);
/// The first few, and how many more: "a, b, c and 2 more".
std::string listed(const std::vector<std::string> &parts, std::size_t shown = 8, std::string_view separator = ", ");

} // namespace retort::revision::wording
