// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <map>
#include <string>
#include <string_view>

namespace retort::project {

/// Parses the text of a `.env` file; `process` is what `${NAME}` may refer to besides earlier lines.
/// The syntax: Environment. Errors: env-file-syntax (status Usage) with the place in `file`.
Result<std::map<std::string, std::string>> parseDotEnv(std::string_view text, const std::string &file,
                                                       const std::map<std::string, std::string> &process);

} // namespace retort::project
