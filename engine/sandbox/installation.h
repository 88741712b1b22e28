// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/sandbox/sandbox.h"

#include <filesystem>
#include <string>

namespace retort::sandbox
{

/// What `postgres --version` says, as "15.20"; empty when it can't be asked.
std::string versionOfProgram(const std::filesystem::path &program);

} // namespace retort::sandbox
