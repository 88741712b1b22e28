// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"
#include "engine/postgres/handles.h"

#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace retort::postgres {

/// Connects on a thread of its own, host after host, each with the settings' deadline, so that name resolution,
/// TLS and password hashing overlap with what the caller does meanwhile. For this room only.
class Connector
{
public:
    Connector(ConnectionSettings settings, const std::string &applicationName);
    /// Abandons what is not finished.
    ~Connector();
    Connector(const Connector &) = delete;
    Connector &operator=(const Connector &) = delete;

    /// Waits for the session, or why there is none. Once only.
    Result<ConnectionHandle> wait(std::stop_token stop);

private:
    struct Attempt;
    void release();

    std::shared_ptr<Attempt> m_attempt;
    std::thread m_thread;
};

} // namespace retort::postgres
