// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/endsignals.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace retort::console {

namespace {

constexpr int ends[] = {SIGINT, SIGTERM, SIGHUP};

int writeEnd = -1; ///< for the handler, which can't be given an object

extern "C" void passOn(int signal)
{
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(signal);
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
    errno = saved;
}

} // namespace

EndSignals::EndSignals(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the signals then do what they do without us
    writeEnd = m_pipe[1];
    m_notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &EndSignals::take);
    struct sigaction action = {};
    action.sa_handler = passOn;
    action.sa_flags = SA_RESTART | SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    for (const int signal : ends)
        ::sigaction(signal, &action, nullptr);
}

EndSignals::~EndSignals()
{
    if (m_pipe[0] < 0)
        return;
    for (const int signal : ends)
        std::signal(signal, SIG_DFL);
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void EndSignals::take()
{
    unsigned char signal = 0;
    if (::read(m_pipe[0], &signal, 1) != 1)
        return;
    m_received = signal;
    emit endRequested();
}

} // namespace retort::console
