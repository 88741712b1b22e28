// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/wire.h"

#include "engine/base/text.h"
#include "engine/postgres/diagnostics.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <poll.h>

namespace retort::postgres {

namespace {

using std::chrono::milliseconds;

/// A cancel request that overtakes its statement is lost, so it is repeated.
constexpr milliseconds cancelInterval{300};
/// How long a cancelled statement may take to end before the server counts as gone.
constexpr milliseconds cancelPatience{5'000};
/// libpq may hold decrypted bytes that no poll() tells of.
constexpr milliseconds tlsInterval{250};

} // namespace

Wire::Wire(ConnectionHandle connection, CancelHandle handle, Redactor redactor)
    : m_connection(std::move(connection))
    , m_canceller(std::move(handle))
    , m_redactor(std::move(redactor))
{
    PQsetnonblocking(m_connection.get(), 1);
}

bool Wire::isOpen() const
{
    return m_connection && PQstatus(m_connection.get()) == CONNECTION_OK;
}

void Wire::setStopToken(std::stop_token stop)
{
    m_onStop.reset();
    m_wakeup.clear();
    m_stop = std::move(stop);
    if (m_stop.stop_possible())
        m_onStop.emplace(m_stop, [this] { m_wakeup.notify(); });
}

void Wire::setIdleHandler(std::chrono::milliseconds interval, std::function<void()> handler)
{
    m_idleInterval = interval;
    m_onIdle = std::move(handler);
}

void Wire::callIdleHandler()
{
    const auto now = Clock::now();
    if (!m_onIdle || now < m_nextIdle)
        return;
    m_nextIdle = now + m_idleInterval;
    m_onIdle();
}

Result<void> Wire::begin()
{
    if (!isOpen())
        return lose("it was closed before");
    if (isStopRequested()) {
        return makeError("cancelled", "Cancelled before the statement was sent.", {}, ExitStatus::Interrupted);
    }
    m_isCancelling = false;
    if (m_onIdle)
        m_nextIdle = Clock::now() + m_idleInterval;
    return {};
}

Result<void> Wire::flush(bool accepted)
{
    if (!accepted)
        return lose(std::string(text::trimmed(PQerrorMessage(m_connection.get()))));
    while (true) {
        // 1: some is left to send. -1: broken, and nextResult() finds what the server said last.
        if (PQflush(m_connection.get()) != 1)
            return {};
        if (auto waited = wait(POLLIN | POLLOUT); !waited)
            return waited;
    }
}

Result<void> Wire::waitForInput()
{
    return wait(POLLIN);
}

Result<ResultHandle> Wire::nextResult()
{
    // Once the session is broken PQgetResult never blocks, while PQisBusy may stay true.
    while (PQstatus(m_connection.get()) == CONNECTION_OK && PQisBusy(m_connection.get()) != 0) {
        if (auto waited = wait(POLLIN); !waited)
            return std::move(waited).error();
    }
    ResultHandle result(PQgetResult(m_connection.get()));
    const bool isSilentLoss = result && PQresultStatus(result.get()) == PGRES_FATAL_ERROR
        && PQresultErrorField(result.get(), PG_DIAG_SQLSTATE) == nullptr;
    if (isSilentLoss && PQstatus(m_connection.get()) == CONNECTION_BAD)
        return lose(std::string(text::trimmed(PQresultErrorMessage(result.get()))));
    return result;
}

void Wire::end()
{
    if (!std::exchange(m_isCancelling, false))
        return;
    m_canceller.waitUntilDelivered(cancelPatience);
}

/// Waits for the socket, then takes in what has come.
Result<void> Wire::wait(short events)
{
    if (PQstatus(m_connection.get()) != CONNECTION_OK)
        return {}; // libpq has the reason ready as a result
    pollfd descriptors[] = {
        {PQsocket(m_connection.get()), events, 0},
        {m_wakeup.descriptor(), POLLIN, 0},
    };
    const int ready = poll(descriptors, 2, pollTimeout());
    if (ready < 0 && errno != EINTR)
        return lose("waiting for the server failed");
    if (ready > 0 && descriptors[1].revents != 0)
        m_wakeup.clear();
    if (isStopRequested()) {
        if (auto pursued = pursueCancel(); !pursued)
            return pursued;
    }
    callIdleHandler();
    const bool isReadable = ready > 0 && (descriptors[0].revents & ~POLLOUT) != 0;
    if (isReadable || (ready == 0 && PQsslInUse(m_connection.get()) != 0)) {
        // A failure leaves a result that says why, after those that came before it.
        static_cast<void>(PQconsumeInput(m_connection.get()));
    }
    return {};
}

int Wire::pollTimeout() const
{
    auto timeout = milliseconds::max();
    const auto until = [](Clock::time_point time) {
        return std::max(milliseconds(1), std::chrono::ceil<milliseconds>(time - Clock::now()));
    };
    if (m_isCancelling)
        timeout = until(m_nextCancel);
    if (m_onIdle)
        timeout = std::min(timeout, until(m_nextIdle));
    if (PQsslInUse(m_connection.get()) != 0)
        timeout = std::min(timeout, tlsInterval);
    return timeout == milliseconds::max() ? -1 : static_cast<int>(timeout.count());
}

Result<void> Wire::pursueCancel()
{
    const auto now = Clock::now();
    if (!m_isCancelling) {
        m_isCancelling = true;
        m_nextCancel = now;
        m_cancelDeadline = now + cancelPatience;
    }
    if (now >= m_cancelDeadline)
        return lose("the server did not answer a cancel request");
    if (now >= m_nextCancel) {
        m_canceller.send();
        m_nextCancel = now + cancelInterval;
    }
    return {};
}

Error Wire::errorFor(const PGresult *result, std::string_view statement) const
{
    Error error = errorOf(result, statement, m_redactor);
    if (m_isCancelling && error.sql->sqlstate == "57014") { // query_canceled
        error.code = "cancelled";
        error.status = ExitStatus::Interrupted;
    }
    return error;
}

Error Wire::lose(const std::string &why)
{
    m_connection.reset();
    m_isCancelling = false;
    // libpq's text goes on with guesses, and with what its later calls met.
    const std::string_view all = text::trimmed(why);
    const std::string_view first = text::trimmed(all.substr(0, all.find('\n')));
    return makeError("connection-lost", "The connection to the server is lost: " + m_redactor.masked(first) + '.',
                     "Check that the server runs and the network holds, then run the same command again.",
                     ExitStatus::Unreachable);
}

} // namespace retort::postgres
