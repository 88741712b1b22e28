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

/// Runs git, docker and their like to their end, to look only. Of our environment the program gets what it needs to
/// find its own things (PATH, HOME, DOCKER_HOST …), so no password of ours; standard input is empty.
/// Nothing when the program isn't installed, or takes longer than `patience` and is killed. Blocks.
std::optional<CommandResult> runCommand(const std::vector<std::string> &words, const std::filesystem::path &folder,
                                        std::chrono::milliseconds patience = std::chrono::seconds(5));

} // namespace retort::session
