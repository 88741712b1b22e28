// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/killableserver.h"

#include "tests/support/loopback.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <string>

namespace retort::test
{

namespace
{

/// A process that waits for its parent to notice is gone.
bool isGone(int pid)
{
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(stat, line))
        return true;
    return line[line.rfind(')') + 2] == 'Z';
}

std::vector<std::string> withAddress(std::vector<std::string> settings, int port)
{
    settings.push_back("port=" + std::to_string(port));
    // What it says is committed stays. With wal_level=minimal a sequence that is made and used in one transaction goes
    // back to its beginning by a crash (PostgreSQL 15), and its table's next keys are taken.
    for (const char *setting : {"synchronous_commit=on", "full_page_writes=on", "wal_level=replica"})
        settings.emplace_back(setting);
    return settings;
}

} // namespace

KillableServer::KillableServer(const std::vector<std::string> &settings)
    : m_port(LoopbackListener().port()) // free, and a moment later still
    , m_fixture(withAddress(settings, m_port))
{
}

void KillableServer::kill()
{
    signal(SIGKILL, true);
}

void KillableServer::stopImmediately()
{
    signal(SIGQUIT, false);
}

void KillableServer::signal(int number, bool everyone)
{
    const int postmaster = m_fixture.postmasterPid();
    if (postmaster <= 0)
        qFatal("there is no server to end");
    std::vector<int> processes{postmaster};
    const std::string pid = std::to_string(postmaster);
    std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
    for (int child = 0; children >> child;)
        processes.push_back(child);
    ::kill(postmaster, number);
    for (std::size_t i = 1; everyone && i < processes.size(); ++i)
        ::kill(processes[i], number);
    for (const int process : processes) {
        if (!QTest::qWaitFor([process] { return isGone(process); }, 20'000))
            qFatal("process %d of the server does not end", process);
    }
}

} // namespace retort::test
