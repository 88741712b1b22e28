// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/redact.h"
#include "engine/base/result.h"
#include "engine/postgres/cancelling.h"
#include "engine/postgres/handles.h"
#include "engine/postgres/wakeup.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace retort::postgres {

/// The waiting loop on one established session: sends, takes in what comes, wakes at once when a stop is requested,
/// and gives up on a server that no longer answers. For this room only.
///
/// An operation begins with begin(), sends, reads results until there are none, and ends with end().
class Wire
{
public:
    Wire(ConnectionHandle connection, CancelHandle handle, Redactor redactor);

    PGconn *connection() const { return m_connection.get(); }
    bool isOpen() const;
    const Redactor &redactor() const { return m_redactor; }
    void setStopToken(std::stop_token stop);
    bool isStopRequested() const { return m_stop.stop_requested(); }
    /// Called while an operation waits, every `interval` from its beginning. It may not use this session.
    void setIdleHandler(std::chrono::milliseconds interval, std::function<void()> handler);

    /// Errors: connection-lost; cancelled when a stop has been requested before anything was sent.
    Result<void> begin();
    /// After a send function of libpq returned `accepted`. Takes in results while the socket is full.
    Result<void> flush(bool accepted);
    /// The next result of the query in flight; null where a query ends.
    Result<ResultHandle> nextResult();
    /// Until something has come or woken us: for what libpq does not hand out as results.
    Result<void> waitForInput();
    /// After the last result: makes sure that no cancel request is still on its way.
    void end();

    /// The masked error of a failed result: cancelled when our own stop caused it.
    Error errorFor(const PGresult *result, std::string_view statement) const;
    /// Closes the session, and says that it is lost.
    Error lose(const std::string &why);

private:
    using Clock = std::chrono::steady_clock;

    Result<void> wait(short events);
    Result<void> pursueCancel();
    void callIdleHandler();
    int pollTimeout() const;

    ConnectionHandle m_connection;
    Canceller m_canceller;
    Redactor m_redactor;
    Wakeup m_wakeup;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
    std::chrono::milliseconds m_idleInterval{0};
    std::function<void()> m_onIdle;
    Clock::time_point m_nextIdle;
    bool m_isCancelling = false;
    Clock::time_point m_nextCancel;
    Clock::time_point m_cancelDeadline;
};

} // namespace retort::postgres
