// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/foreground.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace retort::cli
{

namespace
{

/// Ignores the terminal's signals as long as it lives.
class IgnoredSignals
{
public:
    IgnoredSignals()
    {
        struct sigaction ignored = {};
        ignored.sa_handler = SIG_IGN;
        ::sigaction(SIGINT, &ignored, &m_interrupt);
        ::sigaction(SIGQUIT, &ignored, &m_quit);
    }
    ~IgnoredSignals()
    {
        ::sigaction(SIGINT, &m_interrupt, nullptr);
        ::sigaction(SIGQUIT, &m_quit, nullptr);
    }
    IgnoredSignals(const IgnoredSignals &) = delete;
    IgnoredSignals &operator=(const IgnoredSignals &) = delete;

private:
    struct sigaction m_interrupt = {};
    struct sigaction m_quit = {};
};

std::vector<char *> pointers(std::vector<std::string> &texts)
{
    std::vector<char *> list;
    for (std::string &text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> environmentWith(const std::vector<std::pair<std::string, std::string>> &variables)
{
    std::vector<std::string> environment;
    for (char **entry = environ; *entry; ++entry) {
        bool isReplaced = false;
        for (const auto &[name, value] : variables)
            isReplaced |= std::string_view(*entry).starts_with(name + '=');
        if (!isReplaced)
            environment.emplace_back(*entry);
    }
    for (const auto &[name, value] : variables)
        environment.push_back(name + '=' + value);
    return environment;
}

/// 0, or the reason.
int start(pid_t &child, std::vector<char *> &arguments, std::vector<char *> &environment)
{
    posix_spawnattr_t attributes;
    if (const int reason = ::posix_spawnattr_init(&attributes); reason != 0)
        return reason;
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGINT);
    ::sigaddset(&defaults, SIGQUIT);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    const int reason =
        ::posix_spawnp(&child, arguments.front(), nullptr, &attributes, arguments.data(), environment.data());
    ::posix_spawnattr_destroy(&attributes);
    return reason;
}

} // namespace

Result<int> runInForeground(const std::vector<std::string> &words,
                            const std::vector<std::pair<std::string, std::string>> &variables)
{
    std::vector<std::string> ownWords = words;
    std::vector<std::string> environment = environmentWith(variables);
    std::vector<char *> argumentPointers = pointers(ownWords);
    std::vector<char *> environmentPointers = pointers(environment);
    const IgnoredSignals ignored;
    pid_t child = 0;
    if (const int reason = start(child, argumentPointers, environmentPointers); reason != 0) {
        return makeError("program-not-started", words.front() + " can't be started: " + std::strerror(reason) + '.',
                         "Check that it is installed and in PATH.");
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return makeError("program-not-started",
                             words.front() + " can't be waited for: " + std::strerror(errno) + '.');
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace retort::cli
