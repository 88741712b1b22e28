// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace retort::project {

/// The whole file. The error's message is the system's reason alone, for the caller to build a sentence with.
Result<std::string> readFile(const std::filesystem::path &path);
/// Makes a file that must not exist. Errors: write-failed.
Result<void> writeNewFile(const std::filesystem::path &path, std::string_view text);
/// Adds text at a file's end, which is made when missing. Errors: write-failed.
Result<void> appendToFile(const std::filesystem::path &path, std::string_view text);

} // namespace retort::project
