// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"
#include "engine/postgres/queryresult.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace retort::postgres {

/// A notice or warning of the server, as it came.
using Notice = SqlDiagnostic;

/// Cancels the statement in flight. A value that may outlive its connection; safe from any thread.
/// cancel() blocks on the network (PQcancel), so never call it on the GUI thread.
class CancelHandle
{
public:
    CancelHandle() = default;
    /// Errors: cancel-failed.
    Result<void> cancel() const;
    explicit operator bool() const { return m_handle != nullptr; }

private:
    friend class Connection;
    struct Handle;
    std::shared_ptr<const Handle> m_handle;
};

/// What a server says of itself when a session starts.
struct ServerInfo {
    int version = 0;         ///< 150020
    std::string versionText; ///< "15.20"
    int backendPid = 0;
    std::string timescaleVersion; ///< installed in this database; empty when it isn't (see readTimescaleVersion)
};

using Parameter = std::optional<std::string>; ///< nothing: NULL

/// One libpq session: non-blocking, with a waiting loop of our own, so that deadlines, stop requests and
/// a lost network are noticed. Belongs to the thread that uses it; only CancelHandle crosses threads.
///
/// Errors of every operation: sql-error with the server's report (status Locked when a lock could not be had in
/// time, else Failed); cancelled (status Interrupted) when the stop token ended it; connection-lost (status
/// Unreachable), after which isOpen() is false; nul-byte (status Usage) for a text that libpq would cut short.
/// No error or notice holds the session's password or a literal after PASSWORD.
class Connection
{
public:
    /// Begins a connection without waiting: it goes on by itself on a thread of its own, so that a caller can
    /// read files meanwhile. finishConnecting() must follow, and says what failed.
    static Connection begin(const ConnectionSettings &settings, std::string applicationName = "retort");
    Result<void> finishConnecting(std::stop_token stop = {});
    /// begin() and finishConnecting().
    /// Errors (status Unreachable): host-not-found, connection-refused, connection-timeout,
    /// authentication-failed, database-missing, tls-required, too-many-connections, server-starting,
    /// not-postgresql, tls-failed, connection-failed; each with the address in words and its remedy.
    /// Also bad-connection-setting (status Usage), and cancelled (status Interrupted).
    static Result<Connection> connect(const ConnectionSettings &settings, std::stop_token stop = {},
                                      std::string applicationName = "retort");

    Connection(Connection &&) noexcept;
    Connection &operator=(Connection &&) noexcept;
    ~Connection();

    bool isOpen() const;
    const ServerInfo &server() const;
    /// What it was made from, password included: for another session on the same database.
    const ConnectionSettings &settings() const;
    CancelHandle cancelHandle() const;
    /// Called on the connection's thread while it waits for results.
    void setNoticeHandler(std::function<void(const Notice &)> handler);

    /// One statement with parameters (extended protocol, text format).
    Result<QueryResult> query(std::string_view sql, std::span<const Parameter> parameters = {});
    /// One query without waiting: send it, and ask now and then for what came of it. Nothing while it is under way.
    Result<void> send(std::string_view sql);
    std::optional<Result<QueryResult>> takeIfReady();

    /// Any number of statements in one simple query; all results, or the first error, whose
    /// SqlDiagnostic::position counts in `sql`. `onResult` is told the number of each finished statement as it comes.
    Result<std::vector<QueryResult>> execute(std::string_view sql,
                                             const std::function<void(std::size_t)> &onResult = {});
    /// The same for scripts of any length: results are shown to `onResult` (number from 0) and dropped.
    /// An error holds no statement, and its position counts in `sql`: the caller knows where its statements are.
    /// `onSent`: what to do while the server works; nothing with this session.
    Result<void> executeEach(std::string_view sql,
                             const std::function<void(std::size_t, const QueryResult &)> &onResult,
                             const std::function<void()> &onSent = {});
    /// Independent queries in one libpq pipeline: one round trip, a result each. The first error aborts the rest.
    Result<std::vector<QueryResult>> pipeline(std::span<const std::string> statements);

    /// Statements sent in one pipeline with a flush request after each of the first `shown`, so that their results are
    /// seen as they come (1.06 times the cost of one simple query, see design/speed.md). Stops at the first error;
    /// `onResult(index, result)` is called for each that succeeded, and the error says which failed. `onSent` as above,
    /// once the first are under way.
    struct PipelineFailure {
        std::size_t index;
        Error error;
    };
    std::optional<PipelineFailure>
    pipelineWithProgress(std::span<const std::string_view> statements,
                         const std::function<void(std::size_t, const QueryResult &)> &onResult,
                         std::size_t shown = SIZE_MAX, const std::function<void()> &onSent = {});

    /// The same for a piece of a script whose last statement may be COPY … FROM STDIN. True: the server waits for
    /// that COPY's data, and nothing but putCopyData() and endCopy() may follow.
    Result<bool> executeUntilCopy(std::string_view sql,
                                  const std::function<void(std::size_t, const QueryResult &)> &onResult);
    /// COPY … FROM STDIN: start with execute-like `sql`, then data, then end.
    /// Errors: copy-expected when `sql` asks for no data.
    Result<void> beginCopy(std::string_view sql);
    Result<void> putCopyData(std::string_view data);
    Result<QueryResult> endCopy();
    /// Ends the COPY so that the server gives it up; the session goes on.
    void failCopy(const std::string &reason);

    bool isInTransaction() const;
    /// Called on the connection's thread every `interval` while an operation waits for the server: to look at
    /// something else meanwhile, never at this session. An empty handler ends that.
    void setIdleHandler(std::chrono::milliseconds interval, std::function<void()> handler);
    /// Looked at while waiting: cancels the statement in flight and lets its error come back (query_canceled).
    void setStopToken(std::stop_token stop);

private:
    struct Body;
    explicit Connection(std::unique_ptr<Body> body);
    std::unique_ptr<Body> m_body;
};

/// The version of the extension installed in this database, or an empty text.
Result<std::string> readTimescaleVersion(Connection &connection);

} // namespace retort::postgres
