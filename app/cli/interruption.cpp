// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interruption.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <thread>
#include <unistd.h>

#include <sys/eventfd.h>

namespace retort::cli
{

namespace
{

int wakeFd = -1; ///< written by the handler, read by the thread that asks for the stop
std::atomic<int> firstSignal{0};

std::stop_source &stopSource()
{
    static std::stop_source source;
    return source;
}

/// Only async-signal-safe calls (signal-safety(7)); a stop request is none.
void onSignal(int number)
{
    const int savedErrno = errno;
    int none = 0;
    if (!firstSignal.compare_exchange_strong(none, number)) {
        std::signal(number, SIG_DFL);
        std::raise(number); // delivered when the handler returns
        return;
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wakeFd, &one, sizeof one);
    errno = savedErrno;
}

void waitForSignal()
{
    std::uint64_t count = 0;
    while (::read(wakeFd, &count, sizeof count) < 0 && errno == EINTR) { }
    stopSource().request_stop();
}

void handle(int number)
{
    struct sigaction previous = {};
    if (::sigaction(number, nullptr, &previous) != 0 || previous.sa_handler == SIG_IGN)
        return;
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(number, &action, nullptr);
}

} // namespace

void catchInterruptions()
{
    if (wakeFd >= 0)
        return;
    wakeFd = ::eventfd(0, EFD_CLOEXEC);
    if (wakeFd < 0)
        return; // then a signal ends the program as it would have
    std::thread(waitForSignal).detach();
    handle(SIGINT);
    handle(SIGTERM);
    std::signal(SIGPIPE, SIG_IGN);
}

std::stop_token interruption()
{
    return stopSource().get_token();
}

ExitStatus interruptedStatus()
{
    return firstSignal == SIGTERM ? ExitStatus::Terminated : ExitStatus::Interrupted;
}

} // namespace retort::cli
