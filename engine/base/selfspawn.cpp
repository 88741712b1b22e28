// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/selfspawn.h"

#include <array>
#include <string_view>

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <unistd.h>

namespace retort
{

int spawnSelf(const SelfSpawn &what, pid_t &process)
{
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, what.input, STDIN_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (!what.keepsStandardError)
        ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    std::string name = "retort";
    std::string order = what.order;
    const std::array<char *, 3> words{name.data(), order.data(), nullptr};
    std::vector<std::string> variables = what.environment;
    std::vector<char *> environment;
    for (std::string &variable : variables)
        environment.push_back(variable.data());
    environment.push_back(nullptr);
    const int problem =
        ::posix_spawn(&process, "/proc/self/exe", &actions, &attributes, words.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    return problem;
}

bool wasSpawnedFor(const char *order, int count, const char *const *arguments)
{
    struct stat input = {};
    return count == 2 && std::string_view(arguments[1]) == order && ::fstat(STDIN_FILENO, &input) == 0
        && S_ISSOCK(input.st_mode);
}

std::vector<std::string> ownEnvironment()
{
    std::vector<std::string> variables;
    for (char **variable = environ; *variable != nullptr; ++variable)
        variables.emplace_back(*variable);
    return variables;
}

} // namespace retort
