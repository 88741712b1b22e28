// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"
#include "tests/support/loopback.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace retort::test
{

/// A loopback port that turns its first clients away as a starting PostgreSQL does (SQLSTATE 57P03), and hands all
/// later ones on to a real server.
class StartingServer
{
public:
    StartingServer(postgres::ConnectionSettings server, int refusals);
    ~StartingServer();
    StartingServer(const StartingServer &) = delete;
    StartingServer &operator=(const StartingServer &) = delete;

    std::string port() const { return std::to_string(m_listener.port()); }

private:
    void serve();
    void refuse(int client) const;
    void relay(int client) const;

    postgres::ConnectionSettings m_server;
    int m_refusals;
    LoopbackListener m_listener;
    std::atomic<bool> m_ends = false;
    std::vector<std::thread> m_relays;
    std::thread m_thread;
};

} // namespace retort::test
