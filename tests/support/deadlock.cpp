// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/deadlock.h"

#include <QtGlobal>

#include <chrono>
#include <utility>

namespace retort::test {

using namespace std::chrono_literals;

bool waitForWaitEvent(const ScratchDatabase &database, const std::string &waitEvent)
{
    // Others' wait events are hidden from who isn't a superuser.
    auto watcher = postgres::Connection::connect(database.superuserSettings());
    if (!watcher)
        return false;
    const std::vector<postgres::Parameter> parameters{waitEvent};
    const auto deadline = std::chrono::steady_clock::now() + 1min;
    while (std::chrono::steady_clock::now() < deadline) {
        const auto found = watcher->query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                                         " AND state = 'active' AND wait_event = $1",
                                         parameters);
        if (!found)
            return false;
        if (found->rowCount() > 0)
            return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

Deadlock::Deadlock(const ScratchDatabase &database, const std::string &ours, const std::string &theirs)
{
    auto other = postgres::Connection::connect(database.superuserSettings());
    auto gate = postgres::Connection::connect(database.superuserSettings());
    if (!other || !gate
        || !other->execute("SET application_name = 'another program'; SET deadlock_timeout = '10min'; BEGIN;"
                           " LOCK TABLE " + theirs)
        || !gate->execute("BEGIN; " + pause()))
        qFatal("a session that makes a deadlock can't take its locks");
    m_other = std::thread([&database, ours, other = std::move(*other), gate = std::move(*gate)]() mutable {
        std::thread opening([&database, &gate] {
            waitForWaitEvent(database, "relation");
            static_cast<void>(gate.execute("COMMIT"));
        });
        if (waitForWaitEvent(database, "advisory"))
            static_cast<void>(other.execute("LOCK TABLE " + ours + "; COMMIT"));
        opening.join();
    });
}

} // namespace retort::test
