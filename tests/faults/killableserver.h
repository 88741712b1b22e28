// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/postgresfixture.h"

namespace retort::test
{

/// A server of a test's own at an address that it keeps when it is started again, as a real one does.
class KillableServer
{
public:
    /// `settings` as PostgresFixture's.
    explicit KillableServer(const std::vector<std::string> &settings = {});

    PostgresFixture &fixture() { return m_fixture; }
    int port() const { return m_port; }
    /// kill -9 of the server and each of its processes; it returns when they are gone.
    void kill();
    /// What `pg_ctl stop -m immediate` does (manual, "Shutting Down the Server"); it returns when they are gone.
    void stopImmediately();
    void startAgain() { m_fixture.startAgain(); }

private:
    void signal(int number, bool everyone);

    int m_port;
    PostgresFixture m_fixture;
};

} // namespace retort::test
