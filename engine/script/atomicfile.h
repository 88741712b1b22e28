// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <string_view>

namespace retort::script
{

/// Writes a file that must be new: whole or not at all (hidden temporary file, fsync, rename). Its folder is made
/// when missing. Errors: file-exists (status Usage), write-failed.
Result<void> writeNewFile(const std::filesystem::path &path, std::string_view text);

/// Puts `text` in place of a file that holds `before`, whole or not at all, keeping its permissions; a symbolic link
/// stays one. Errors: file-changed when it holds something else by now (status Usage), write-failed.
Result<void> replaceFile(const std::filesystem::path &path, std::string_view before, std::string_view text);

} // namespace retort::script
