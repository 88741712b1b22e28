// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/connection.h"

#include "engine/base/redact.h"
#include "engine/postgres/cancelrequest.h"
#include "engine/postgres/connector.h"
#include "engine/postgres/diagnostics.h"
#include "engine/postgres/wire.h"

#include <algorithm>
#include <utility>

namespace retort::postgres {

namespace {

/// How far a pipeline with progress sends ahead of what has been answered.
constexpr std::size_t pipelineWindow = std::size_t{256} << 10U;

ServerInfo serverInfoOf(const PGconn *connection)
{
    ServerInfo info;
    info.version = PQserverVersion(connection);
    const char *version = PQparameterStatus(connection, "server_version");
    info.versionText = version ? version : std::string();
    info.versionText.erase(std::min(info.versionText.find(' '), info.versionText.size())); // "15.20 (Debian …)"
    info.backendPid = PQbackendPID(connection);
    return info;
}

/// libpq takes C strings, and would cut the text at a NUL without a word.
Result<std::string> sendable(std::string_view sql)
{
    if (sql.find('\0') != std::string_view::npos)
        return makeError("nul-byte", "The statement holds a NUL byte, which PostgreSQL can't take.",
                         "Remove the byte from the script.", ExitStatus::Usage);
    return std::string(sql);
}

bool isGood(const PGresult *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        return true;
    default:
        return false;
    }
}

} // namespace

struct Connection::Body {
    ConnectionSettings settings;
    Redactor redactor;
    std::unique_ptr<Connector> connector; ///< until finishConnecting()
    std::unique_ptr<Wire> wire;           ///< from then on
    CancelHandle cancelHandle;
    ServerInfo server;
    std::function<void(const Notice &)> noticeHandler;
    std::stop_token stop;
    Result<QueryResult> answer = QueryResult(); ///< what takeIfReady() has so far

    using ResultHandler = std::function<void(std::size_t, const QueryResult &)>;

    static void receiveNotice(void *body, const PGresult *result);

    Result<void> begin();

    enum class Copy { Refuse, Expect };
    Result<bool> readResults(std::string_view sql, const ResultHandler &onResult, Copy copy = Copy::Refuse);
    Result<bool> runScript(std::string_view sql, const ResultHandler &onResult, Copy copy);
    Result<void> send(std::string_view sql);
    Result<void> takeCopy(const PGresult *result);
    Result<void> discardCopyOut();
    std::optional<PipelineFailure> runPipeline(std::span<const std::string_view> statements, std::size_t shown,
                                               const ResultHandler &onResult, const std::function<void()> &onSent = {});
    Result<void> sendToPipeline(std::string_view statement, bool isLast, bool isShown);
    std::optional<Error> readPipelined(std::string_view statement, std::size_t index, const ResultHandler &onResult);
    Result<void> leavePipeline(bool isSynced);
};

void Connection::Body::receiveNotice(void *body, const PGresult *result)
{
    const auto *self = static_cast<const Body *>(body);
    if (!self->noticeHandler)
        return;
    Notice notice = diagnosticOf(result);
    self->redactor.apply(notice);
    self->noticeHandler(notice);
}

Result<void> Connection::Body::begin()
{
    if (!wire)
        return makeError("connection-lost", "There is no session: finish connecting first.", {},
                         ExitStatus::Unreachable);
    return wire->begin();
}

/// All results of one simple or extended query. The first error wins; what follows is taken in all the same.
/// True when a COPY that was expected now waits for its data.
Result<bool> Connection::Body::readResults(std::string_view sql, const ResultHandler &onResult, Copy copy)
{
    std::optional<Error> failure;
    std::size_t count = 0;
    while (true) {
        auto next = wire->nextResult();
        if (!next)
            return failure ? std::move(*failure) : std::move(next).error();
        ResultHandle result = std::move(next).value();
        if (!result)
            break;
        const ExecStatusType status = PQresultStatus(result.get());
        if (isGood(result.get())) {
            if (!failure && onResult)
                onResult(count, QueryResult(result.release()));
            ++count;
        } else if (status == PGRES_COPY_IN && copy == Copy::Expect) {
            return true;
        } else if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
            if (auto taken = takeCopy(result.get()); !taken)
                return std::move(taken).error();
        } else if (!failure) {
            failure = wire->errorFor(result.get(), sql);
        }
    }
    wire->end();
    if (failure)
        return std::move(*failure);
    return false;
}

/// COPY where no data was announced: what comes out is dropped, what should go in is refused.
Result<void> Connection::Body::takeCopy(const PGresult *result)
{
    if (PQresultStatus(result) == PGRES_COPY_OUT)
        return discardCopyOut();
    const int accepted = PQputCopyEnd(wire->connection(), "no data follows this COPY FROM STDIN");
    return wire->flush(accepted == 1);
}

Result<void> Connection::Body::discardCopyOut()
{
    while (true) {
        char *row = nullptr;
        const int length = PQgetCopyData(wire->connection(), &row, 1);
        PQfreemem(row);
        if (length < 0) // -1: the end, -2: an error, which the next result tells
            return {};
        if (length == 0) {
            if (!wire->isOpen())
                return {};
            if (auto waited = wire->waitForInput(); !waited)
                return waited;
        }
    }
}

Result<void> Connection::Body::sendToPipeline(std::string_view statement, bool isLast, bool isShown)
{
    auto text = sendable(statement);
    if (!text)
        return std::move(text).error();
    PGconn *connection = wire->connection();
    bool accepted = PQsendQueryParams(connection, text->c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 1;
    if (isLast)
        accepted = accepted && PQpipelineSync(connection) == 1;
    else if (isShown)
        accepted = accepted && PQsendFlushRequest(connection) == 1;
    return accepted ? Result<void>() : Result<void>(wire->lose(PQerrorMessage(connection)));
}

/// The result of one statement of a pipeline and the null that ends it.
std::optional<Error> Connection::Body::readPipelined(std::string_view statement, std::size_t index,
                                                     const ResultHandler &onResult)
{
    std::optional<Error> failure;
    while (true) {
        auto next = wire->nextResult();
        if (!next)
            return failure ? std::move(failure) : std::move(next).error();
        ResultHandle result = std::move(next).value();
        if (!result)
            return failure;
        if (isGood(result.get()))
            onResult(index, QueryResult(result.release()));
        else if (!failure)
            failure = wire->errorFor(result.get(), statement);
    }
}

/// Takes in the rest, up to the synchronisation point, and returns to the simple state.
Result<void> Connection::Body::leavePipeline(bool isSynced)
{
    if (!isSynced) {
        if (auto sent = wire->flush(PQpipelineSync(wire->connection()) == 1); !sent)
            return sent;
    }
    bool isPreviousNull = false;
    while (wire->isOpen()) {
        auto next = wire->nextResult();
        if (!next)
            return std::move(next).error();
        const PGresult *result = next->get();
        if (result && PQresultStatus(result) == PGRES_PIPELINE_SYNC)
            break;
        if (!result && std::exchange(isPreviousNull, true))
            break; // nothing is under way
        if (result)
            isPreviousNull = false;
    }
    if (wire->isOpen())
        PQexitPipelineMode(wire->connection());
    wire->end();
    return {};
}

std::optional<Connection::PipelineFailure> Connection::Body::runPipeline(std::span<const std::string_view> statements,
                                                                         std::size_t shown,
                                                                         const ResultHandler &onResult,
                                                                         const std::function<void()> &onSent)
{
    if (auto begun = begin(); !begun)
        return PipelineFailure{0, std::move(begun).error()};
    if (statements.empty())
        return std::nullopt;
    if (PQenterPipelineMode(wire->connection()) != 1)
        return PipelineFailure{0, wire->lose(PQerrorMessage(wire->connection()))};

    std::size_t sent = 0;
    std::size_t bytesAhead = 0;
    std::optional<PipelineFailure> failure;
    for (std::size_t read = 0; read < statements.size() && !failure; ++read) {
        bool hasSent = false;
        while (!failure && sent < statements.size() && (sent == read || bytesAhead < pipelineWindow)) {
            const bool isLast = sent + 1 == statements.size();
            if (auto queued = sendToPipeline(statements[sent], isLast, sent < shown); !queued) {
                failure = PipelineFailure{sent, std::move(queued).error()};
                break;
            }
            bytesAhead += statements[sent++].size();
            hasSent = true;
        }
        if (failure)
            break;
        if (hasSent) {
            if (sent > shown && sent < statements.size())
                PQsendFlushRequest(wire->connection()); // the window is full: have the server answer
            if (auto flushed = wire->flush(true); !flushed)
                return PipelineFailure{read, std::move(flushed).error()};
            if (read == 0 && onSent)
                onSent();
        }
        if (auto error = readPipelined(statements[read], read, onResult))
            failure = PipelineFailure{read, std::move(*error)};
        bytesAhead -= statements[read].size();
    }
    if (!wire->isOpen())
        return failure;
    auto left = leavePipeline(sent == statements.size());
    if (!left && !failure)
        failure = PipelineFailure{statements.size() - 1, std::move(left).error()};
    return failure;
}

Connection::Connection(std::unique_ptr<Body> body)
    : m_body(std::move(body))
{
}
Connection::Connection(Connection &&) noexcept = default;
Connection &Connection::operator=(Connection &&) noexcept = default;
Connection::~Connection() = default;

Connection Connection::begin(const ConnectionSettings &settings, std::string applicationName)
{
    auto body = std::make_unique<Body>();
    body->settings = settings;
    body->redactor.addSecret(settings.value("password"));
    body->connector = std::make_unique<Connector>(settings, applicationName);
    return Connection(std::move(body));
}

Result<void> Connection::finishConnecting(std::stop_token stop)
{
    if (m_body->wire)
        return {};
    if (!m_body->connector)
        return makeError("connection-lost", "The connection failed before.", {}, ExitStatus::Unreachable);
    auto connected = m_body->connector->wait(std::move(stop));
    m_body->connector.reset();
    if (!connected)
        return std::move(connected).error();
    ConnectionHandle connection = std::move(connected).value();
    if (const char *password = PQpass(connection.get())) // also one from a password file or the environment
        m_body->redactor.addSecret(password);
    m_body->server = serverInfoOf(connection.get());
    m_body->cancelHandle.m_handle = std::make_shared<const CancelHandle::Handle>(connection.get());
    PQsetNoticeReceiver(connection.get(), &Body::receiveNotice, m_body.get());
    m_body->wire = std::make_unique<Wire>(std::move(connection), m_body->cancelHandle, m_body->redactor);
    m_body->wire->setStopToken(m_body->stop);
    return {};
}

Result<Connection> Connection::connect(const ConnectionSettings &settings, std::stop_token stop,
                                       std::string applicationName)
{
    Connection connection = begin(settings, std::move(applicationName));
    if (auto finished = connection.finishConnecting(std::move(stop)); !finished)
        return std::move(finished).error();
    return connection;
}

bool Connection::isOpen() const
{
    return m_body->wire && m_body->wire->isOpen();
}

const ServerInfo &Connection::server() const
{
    return m_body->server;
}

const ConnectionSettings &Connection::settings() const
{
    return m_body->settings;
}

CancelHandle Connection::cancelHandle() const
{
    return m_body->cancelHandle;
}

void Connection::setNoticeHandler(std::function<void(const Notice &)> handler)
{
    m_body->noticeHandler = std::move(handler);
}

void Connection::setStopToken(std::stop_token stop)
{
    m_body->stop = std::move(stop);
    if (m_body->wire)
        m_body->wire->setStopToken(m_body->stop);
}

void Connection::setIdleHandler(std::chrono::milliseconds interval, std::function<void()> handler)
{
    if (m_body->wire)
        m_body->wire->setIdleHandler(interval, std::move(handler));
}

Result<void> Connection::send(std::string_view sql)
{
    return m_body->send(sql);
}

std::optional<Result<QueryResult>> Connection::takeIfReady()
{
    if (!isOpen())
        return Result<QueryResult>(m_body->wire ? m_body->wire->lose("it was closed before")
                                                : makeError("connection-lost", "There is no session."));
    PGconn *connection = m_body->wire->connection();
    // A failure leaves a result that says why.
    static_cast<void>(PQconsumeInput(connection));
    while (PQstatus(connection) != CONNECTION_OK || PQisBusy(connection) == 0) {
        auto next = m_body->wire->nextResult();
        if (!next)
            return Result<QueryResult>(std::move(next).error());
        if (!*next)
            return std::exchange(m_body->answer, QueryResult());
        if (isGood(next->get()))
            m_body->answer = QueryResult(next->release());
        else
            m_body->answer = m_body->wire->errorFor(next->get(), {});
    }
    return std::nullopt;
}

bool Connection::isInTransaction() const
{
    if (!isOpen())
        return false;
    return PQtransactionStatus(m_body->wire->connection()) != PQTRANS_IDLE;
}

Result<QueryResult> Connection::query(std::string_view sql, std::span<const Parameter> parameters)
{
    auto text = sendable(sql);
    if (!text)
        return std::move(text).error();
    if (auto begun = m_body->begin(); !begun)
        return std::move(begun).error();
    std::vector<const char *> values;
    values.reserve(parameters.size());
    for (const Parameter &parameter : parameters)
        values.push_back(parameter ? parameter->c_str() : nullptr);
    const int accepted = PQsendQueryParams(m_body->wire->connection(), text->c_str(), static_cast<int>(values.size()),
                                           nullptr, values.data(), nullptr, nullptr, 0);
    if (auto flushed = m_body->wire->flush(accepted == 1); !flushed)
        return std::move(flushed).error();
    QueryResult last;
    auto read = m_body->readResults(sql, [&last](std::size_t, const QueryResult &result) { last = result; });
    if (!read)
        return std::move(read).error();
    return last;
}

Result<void> Connection::Body::send(std::string_view sql)
{
    auto text = sendable(sql);
    if (!text)
        return std::move(text).error();
    if (auto begun = begin(); !begun)
        return begun;
    return wire->flush(PQsendQuery(wire->connection(), text->c_str()) == 1);
}

Result<bool> Connection::Body::runScript(std::string_view sql, const ResultHandler &onResult, Copy copy)
{
    if (auto sent = send(sql); !sent)
        return std::move(sent).error();
    return readResults({}, onResult, copy);
}

Result<void> Connection::executeEach(std::string_view sql,
                                     const std::function<void(std::size_t, const QueryResult &)> &onResult,
                                     const std::function<void()> &onSent)
{
    if (auto sent = m_body->send(sql); !sent)
        return sent;
    if (onSent)
        onSent();
    auto read = m_body->readResults({}, onResult);
    return read ? Result<void>() : Result<void>(std::move(read).error());
}

Result<bool> Connection::executeUntilCopy(std::string_view sql,
                                          const std::function<void(std::size_t, const QueryResult &)> &onResult)
{
    return m_body->runScript(sql, onResult, Body::Copy::Expect);
}

Result<std::vector<QueryResult>> Connection::execute(std::string_view sql,
                                                     const std::function<void(std::size_t)> &onResult)
{
    std::vector<QueryResult> results;
    if (auto sent = m_body->send(sql); !sent)
        return std::move(sent).error();
    auto read = m_body->readResults(sql, [&](std::size_t number, const QueryResult &result) {
        results.push_back(result);
        if (onResult)
            onResult(number);
    });
    if (!read)
        return std::move(read).error();
    return results;
}

Result<std::vector<QueryResult>> Connection::pipeline(std::span<const std::string> statements)
{
    const std::vector<std::string_view> views(statements.begin(), statements.end());
    std::vector<QueryResult> results;
    results.reserve(views.size());
    auto failure = m_body->runPipeline(
        views, 0, [&results](std::size_t, const QueryResult &result) { results.push_back(result); });
    if (failure)
        return std::move(failure->error);
    return results;
}

std::optional<Connection::PipelineFailure>
Connection::pipelineWithProgress(std::span<const std::string_view> statements,
                                 const std::function<void(std::size_t, const QueryResult &)> &onResult,
                                 std::size_t shown, const std::function<void()> &onSent)
{
    return m_body->runPipeline(statements, shown, onResult, onSent);
}

Result<void> Connection::beginCopy(std::string_view sql)
{
    auto copying = executeUntilCopy(sql, {});
    if (!copying)
        return std::move(copying).error();
    if (!*copying)
        return makeError("copy-expected", "The statement is no COPY FROM STDIN, and takes no data.");
    return {};
}

Result<void> Connection::putCopyData(std::string_view data)
{
    if (!isOpen())
        return m_body->begin();
    Wire &wire = *m_body->wire;
    if (wire.isStopRequested()) {
        failCopy("cancelled");
        return makeError("cancelled", "Cancelled while data was sent.", {}, ExitStatus::Interrupted);
    }
    return wire.flush(PQputCopyData(wire.connection(), data.data(), static_cast<int>(data.size())) == 1);
}

void Connection::failCopy(const std::string &reason)
{
    if (!isOpen())
        return;
    Wire &wire = *m_body->wire;
    // The server ends the COPY with an error, which is no news.
    if (wire.flush(PQputCopyEnd(wire.connection(), reason.c_str()) == 1))
        static_cast<void>(m_body->readResults({}, {}));
}

Result<QueryResult> Connection::endCopy()
{
    if (!isOpen()) {
        auto begun = m_body->begin();
        return std::move(begun).error();
    }
    Wire &wire = *m_body->wire;
    if (auto flushed = wire.flush(PQputCopyEnd(wire.connection(), nullptr) == 1); !flushed)
        return std::move(flushed).error();
    QueryResult last;
    auto read = m_body->readResults({}, [&last](std::size_t, const QueryResult &result) { last = result; });
    if (!read)
        return std::move(read).error();
    return last;
}

Result<std::string> readTimescaleVersion(Connection &connection)
{
    auto found = connection.query("SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'timescaledb'");
    if (!found)
        return std::move(found).error();
    return found->rowCount() > 0 ? found->text(0, 0) : std::string();
}

} // namespace retort::postgres
