// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"

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
    StartingServer(const postgres::ConnectionSettings &server, int refusals);
    ~StartingServer();
    StartingServer(const StartingServer &) = delete;
    StartingServer &operator=(const StartingServer &) = delete;

    std::string port() const { return std::to_string(m_port); }

private:
    void serve();
    void refuse(int client) const;
    void relay(int client) const;

    std::string m_serverFolder; ///< of its socket
    std::string m_serverPort;
    int m_refusals;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_ends = false;
    std::thread m_thread;
    std::vector<std::thread> m_relays;
};

} // namespace retort::test
