// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/command.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace retort::session
{

namespace
{

using std::chrono::steady_clock;

constexpr std::array<std::string_view, 12> inheritedNames{
    "PATH",          "HOME",         "USER",          "LOGNAME",     "TMPDIR", "LANG", "TZ", "LD_LIBRARY_PATH",
    "SSH_AUTH_SOCK", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"};
constexpr std::array<std::string_view, 5> inheritedPrefixes{"DOCKER_", "XDG_", "LC_", "QT_", "COMPOSE_PROJECT_NAME"};

std::vector<char *> pointersTo(std::vector<std::string> &texts)
{
    std::vector<char *> pointers;
    for (std::string &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Reads both pipes to their ends. False: the deadline passed first.
bool readBoth(std::array<pollfd, 2> ends, std::array<std::string *, 2> texts, steady_clock::time_point deadline)
{
    int open = 2;
    while (open > 0) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
        if (left.count() <= 0)
            return false;
        if (poll(ends.data(), ends.size(), static_cast<int>(left.count())) < 0 && errno != EINTR)
            return false;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (ends[i].fd < 0 || ends[i].revents == 0)
                continue;
            std::array<char, 4096> bytes{};
            const ssize_t count = read(ends[i].fd, bytes.data(), bytes.size());
            if (count > 0) {
                texts[i]->append(bytes.data(), static_cast<std::size_t>(count));
            } else if (count == 0 || errno != EINTR) {
                ends[i].fd = -1; // poll() passes over it
                --open;
            }
        }
    }
    return true;
}

int statusOf(int waited)
{
    return WIFEXITED(waited) ? WEXITSTATUS(waited) : 128 + WTERMSIG(waited);
}

} // namespace

std::vector<std::string> harmlessEnvironment()
{
    std::vector<std::string> kept;
    for (char **entry = environ; *entry; ++entry) {
        const std::string_view text = *entry;
        const std::string_view name = text.substr(0, text.find('='));
        const bool isKept = std::find(inheritedNames.begin(), inheritedNames.end(), name) != inheritedNames.end()
            || std::any_of(inheritedPrefixes.begin(), inheritedPrefixes.end(),
                           [&](std::string_view prefix) { return name.starts_with(prefix); });
        if (isKept)
            kept.emplace_back(text);
    }
    return kept;
}

std::optional<CommandResult> runCommand(const std::vector<std::string> &words, const std::filesystem::path &folder,
                                        std::chrono::milliseconds patience, const std::vector<std::string> &variables)
{
    std::array<int, 2> output{-1, -1};
    std::array<int, 2> errors{-1, -1};
    if (pipe2(output.data(), O_CLOEXEC) != 0)
        return std::nullopt;
    if (pipe2(errors.data(), O_CLOEXEC) != 0) {
        close(output[0]);
        close(output[1]);
        return std::nullopt;
    }
    std::vector<std::string> arguments = words;
    // Their messages and states are told apart by their text; the first of a name counts.
    std::vector<std::string> environment{"LC_ALL=C.UTF-8", "GIT_OPTIONAL_LOCKS=0"};
    environment.insert(environment.end(), variables.begin(), variables.end());
    for (std::string &variable : harmlessEnvironment())
        environment.push_back(std::move(variable));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors[1], STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    pid_t pid = 0;
    const int problem = posix_spawnp(&pid, arguments.front().c_str(), &actions, nullptr, pointersTo(arguments).data(),
                                     pointersTo(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    close(output[1]);
    close(errors[1]);
    std::optional<CommandResult> result;
    if (problem == 0) {
        result.emplace();
        const bool isRead = readBoth({{{output[0], POLLIN, 0}, {errors[0], POLLIN, 0}}},
                                     {&result->output, &result->errors}, steady_clock::now() + patience);
        if (!isRead)
            kill(pid, SIGKILL);
        int waited = 0;
        while (waitpid(pid, &waited, 0) < 0 && errno == EINTR) { }
        result->status = statusOf(waited);
        if (!isRead)
            result.reset();
    }
    close(output[0]);
    close(errors[0]);
    return result;
}

} // namespace retort::session
