// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace retort::cli
{

/// Runs another program in our terminal and waits for it, as system(3) does: meanwhile SIGINT and SIGQUIT are its own.
/// `words`: the program, looked for in PATH unless it holds a slash, and its arguments. `variables` are added to the
/// environment. The exit status, 128 + signal for a killed one. Errors: program-not-started.
Result<int> runInForeground(const std::vector<std::string> &words,
                            const std::vector<std::pair<std::string, std::string>> &variables = {});

} // namespace retort::cli
