// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"
#include "tests/support/loopback.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace retort::test {

/// A link to a server that a test can break: a loopback port whose connections are passed on.
class LinkProxy
{
public:
    explicit LinkProxy(postgres::ConnectionSettings server);
    LinkProxy(const LinkProxy &) = delete;
    LinkProxy &operator=(const LinkProxy &) = delete;
    ~LinkProxy();

    /// The server, by way of this link.
    postgres::ConnectionSettings settings() const;
    /// From now on nothing that the server says arrives; what it is told still does.
    void mute() { m_isMuted = true; }
    /// Drops the connections that are there. Later ones are passed on, and heard, as before.
    void cut();

private:
    void accept();
    void pump(int client, int server);

    postgres::ConnectionSettings m_server;
    LoopbackListener m_listener;
    std::atomic<bool> m_isMuted = false;
    std::mutex m_mutex;
    std::vector<int> m_open; ///< both ends of each connection
    std::vector<std::thread> m_pumps;
    std::thread m_acceptor;
};

} // namespace retort::test
