// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/postgresfixture.h"

#include <string>
#include <thread>

namespace retort::test {

/// Waits until a backend of the database waits for `waitEvent` (manual, "Wait Events"): "PgSleep" in pg_sleep(),
/// "relation" for a table's lock, "advisory". False when that doesn't come about within a minute.
bool waitForWaitEvent(const ScratchDatabase &database, const std::string &waitEvent);

/// A deadlock of two tables whose victim is the script under test, however slow the machine: the script waits at
/// pause() until the other session asks for what the script holds, and that session looks for deadlocks much later.
class Deadlock
{
public:
    /// Locks `theirs`. The script must lock `ours`, then pause(), then lock `theirs`.
    Deadlock(const ScratchDatabase &database, const std::string &ours, const std::string &theirs);
    Deadlock(const Deadlock &) = delete;
    Deadlock &operator=(const Deadlock &) = delete;
    ~Deadlock() { m_other.join(); }

    static std::string pause() { return "SELECT pg_advisory_xact_lock(1905);"; }

private:
    std::thread m_other;
};

} // namespace retort::test
