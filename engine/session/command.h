// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace retort::session
{

/// How another program ended.
struct CommandResult {
    int status = -1; ///< 128 + signal for one that a signal killed
    std::string output;
    std::string errors;

    bool succeeded() const { return status == 0; }
};

/// Of our environment what other programs need to find their own things (PATH, HOME, XDG_…, DOCKER_HOST, languages):
/// variables that a project may have put a password into are not among them. Each "NAME=value".
std::vector<std::string> harmlessEnvironment();

/// Runs git, docker and their like to their end, to look only. The program gets our harmlessEnvironment() and
/// an empty standard input.
/// Nothing when the program isn't installed, or takes longer than `patience` and is killed. Blocks.
std::optional<CommandResult> runCommand(const std::vector<std::string> &words, const std::filesystem::path &folder,
                                        std::chrono::milliseconds patience = std::chrono::seconds(5),
                                        const std::vector<std::string> &variables = {});

} // namespace retort::session
