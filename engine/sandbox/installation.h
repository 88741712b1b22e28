// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/sandbox/sandbox.h"

#include <filesystem>
#include <string>

namespace retort::sandbox
{

/// The newest of this major version, since a data folder can't be used by another; 0: of any.
/// Errors: postgresql-not-installed.
Result<Installation> findInstallation(int majorVersion);

/// What `postgres --version` says, as "15.20"; empty when it can't be asked.
std::string versionOfProgram(const std::filesystem::path &program);

} // namespace retort::sandbox
