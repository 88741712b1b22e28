// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <string>
#include <system_error>

namespace retort::sandbox
{

/// The room's own failure: code sandbox-failed, status Unreachable.
inline Error failure(std::string message, std::string hint = {})
{
    return makeError("sandbox-failed", std::move(message), std::move(hint), ExitStatus::Unreachable);
}

/// "MESSAGE: No such file or directory".
inline Error systemFailure(const std::string &message, int errorNumber, std::string hint = {})
{
    return failure(message + ": " + std::generic_category().message(errorNumber), std::move(hint));
}

} // namespace retort::sandbox
