// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"

#include <string_view>

namespace retort::test
{

/// A free TCP port of this machine's loopback, listened to.
class LoopbackListener
{
public:
    LoopbackListener();
    LoopbackListener(const LoopbackListener &) = delete;
    LoopbackListener &operator=(const LoopbackListener &) = delete;
    ~LoopbackListener();

    int port() const { return m_port; }
    /// Waits for the next client; its descriptor is the caller's. -1 once stop() was called.
    int accept() const;
    /// From any thread: accept() returns, now and later.
    void stop() const;

private:
    int m_socket = -1;
    int m_port = 0;
};

/// A connection to a server of this machine, over its loopback port or the socket in its folder. -1: it takes none.
int connectTo(const postgres::ConnectionSettings &server);

/// False once the other side is gone.
bool sendAll(int descriptor, std::string_view bytes);

} // namespace retort::test
