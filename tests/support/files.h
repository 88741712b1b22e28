// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace retort::test {

/// Empty where it can't be read.
inline std::string contentOf(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline void rewrite(const std::filesystem::path &file, const std::string &content)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << content;
}

} // namespace retort::test
