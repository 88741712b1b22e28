// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"

#include <chrono>
#include <memory>

/// For this room only.
namespace retort::postgres {

/// Sends cancel requests without blocking the thread that waits for the statement: PQcancel opens a connection of
/// its own and waits for the server to close it. One request at a time.
class Canceller
{
public:
    explicit Canceller(CancelHandle handle);

    /// Does nothing while an earlier request is still under way.
    void send();
    /// Until the request under way has been delivered, so that it can't hit the next statement.
    void waitUntilDelivered(std::chrono::milliseconds limit);

private:
    struct State;
    CancelHandle m_handle;
    std::shared_ptr<State> m_state;
};

} // namespace retort::postgres
