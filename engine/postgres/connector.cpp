// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/connector.h"

#include "engine/base/text.h"
#include "engine/postgres/connecterror.h"
#include "engine/postgres/libpq.h"
#include "engine/postgres/wakeup.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <locale.h>
#include <poll.h>

namespace retort::postgres {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// libpq and strerror() speak the process's language; errors are told apart by their text, so English it is.
class EnglishMessages
{
public:
    EnglishMessages()
        : m_english(newlocale(LC_ALL_MASK, "C", nullptr))
        , m_previous(uselocale(m_english))
    {
    }
    ~EnglishMessages()
    {
        uselocale(m_previous);
        freelocale(m_english);
    }
    EnglishMessages(const EnglishMessages &) = delete;
    EnglishMessages &operator=(const EnglishMessages &) = delete;

private:
    locale_t m_english;
    locale_t m_previous;
};

std::string entryOf(const std::string &list, std::size_t index)
{
    const std::vector<std::string_view> entries = text::split(list, ',');
    return std::string(entries.size() == 1 ? entries.front() : entries[index]);
}

/// libpq leaves deadlines to a non-blocking caller, and can't be told to go on to its next host:
/// so a list of hosts becomes one attempt each.
std::vector<ConnectionSettings> attemptsFor(const ConnectionSettings &settings)
{
    const std::string host = settings.host();
    const std::string address = settings.value("hostaddr");
    const std::size_t count = text::split(host.empty() ? address : host, ',').size();
    const auto fits = [count](const std::string &list) {
        const std::size_t size = text::split(list, ',').size();
        return list.empty() || size == count;
    };
    const bool portsFit = text::split(settings.port(), ',').size() == 1 || fits(settings.port());
    // prefer-standby looks at all hosts twice, which only libpq can do.
    if (count < 2 || !fits(host) || !fits(address) || !portsFit
        || settings.value("target_session_attrs") == "prefer-standby")
        return {settings};

    std::vector<ConnectionSettings> attempts;
    for (std::size_t i = 0; i < count; ++i) {
        ConnectionSettings attempt = settings;
        for (const char *keyword : {"host", "hostaddr", "port"}) {
            const std::string list = settings.value(keyword);
            if (!list.empty())
                attempt.keywords[keyword] = entryOf(list, i);
        }
        attempts.push_back(std::move(attempt));
    }
    return attempts;
}

milliseconds timeoutOf(const ConnectionSettings &settings)
{
    int seconds = 0;
    const std::string given = settings.value("connect_timeout");
    std::from_chars(given.data(), given.data() + given.size(), seconds);
    return seconds > 0 ? milliseconds(seconds * 1'000) : settings.connectTimeout;
}

ConnectionHandle start(const ConnectionSettings &settings)
{
    std::vector<const char *> keywords;
    std::vector<const char *> values;
    for (const auto &[keyword, value] : settings.keywords) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    return ConnectionHandle(PQconnectStartParams(keywords.data(), values.data(), 0));
}

void ignoreNotice(void *, const PGresult *) { }

} // namespace

struct Connector::Attempt {
    ConnectionSettings settings;
    Redactor redactor;
    Wakeup wakeup; ///< ends the wait for the socket when abandoned
    std::atomic<bool> abandoned = false;

    std::mutex mutex;
    std::condition_variable_any finished;
    std::optional<Result<ConnectionHandle>> result;

    void run();
    Result<ConnectionHandle> connectOne(const ConnectionSettings &one);
    bool waitForSocket(PGconn *connection, PostgresPollingStatusType wanted, steady_clock::time_point deadline) const;
};

/// False: the deadline has passed, or nobody waits any more.
bool Connector::Attempt::waitForSocket(PGconn *connection, PostgresPollingStatusType wanted,
                                       steady_clock::time_point deadline) const
{
    while (!abandoned) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
        if (left.count() <= 0)
            return false;
        pollfd descriptors[] = {
            {PQsocket(connection), static_cast<short>(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0},
            {wakeup.descriptor(), POLLIN, 0},
        };
        const int ready = poll(descriptors, 2, static_cast<int>(left.count()));
        if (ready > 0 && descriptors[0].revents != 0)
            return true;
    }
    return false;
}

Result<ConnectionHandle> Connector::Attempt::connectOne(const ConnectionSettings &one)
{
    const auto deadline = steady_clock::now() + one.connectTimeout;
    if (auto loaded = loadLibpq(); !loaded)
        return loaded.error();
    ConnectionHandle connection = start(one);
    if (!connection)
        return makeError("connection-failed", "Out of memory while connecting.", {}, ExitStatus::Unreachable);
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    PQsetNoticeReceiver(connection.get(), ignoreNotice, nullptr);
    PostgresPollingStatusType state =
        PQstatus(connection.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
        if (!waitForSocket(connection.get(), state, deadline))
            return abandoned ? connectCancelledError(one) : connectTimeoutError(one);
        state = PQconnectPoll(connection.get());
    }
    if (state == PGRES_POLLING_FAILED)
        return connectError(one, PQerrorMessage(connection.get()), redactor);
    PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
    return connection;
}

void Connector::Attempt::run()
{
    const EnglishMessages english;
    const std::vector<ConnectionSettings> attempts = attemptsFor(settings);
    std::optional<Result<ConnectionHandle>> outcome;
    for (const ConnectionSettings &one : attempts) {
        outcome = connectOne(one);
        // As libpq's manual says: a host that refuses the login ends the search.
        if (outcome->isOk() || abandoned || outcome->error().code == "authentication-failed"
            || outcome->error().code == "login-denied")
            break;
    }
    if (!outcome->isOk() && attempts.size() > 1 && !abandoned)
        outcome->error().message += " Tried in this order: " + settings.toAddress() + '.';
    const std::lock_guard lock(mutex);
    result = std::move(outcome);
    finished.notify_all();
}

Connector::Connector(ConnectionSettings settings, const std::string &applicationName)
    : m_attempt(std::make_shared<Attempt>())
{
    Attempt &attempt = *m_attempt;
    settings.connectTimeout = timeoutOf(settings);
    attempt.redactor.addSecret(settings.value("password"));
    auto &keywords = settings.keywords;
    keywords.erase("connect_timeout");
    keywords["client_encoding"] = "UTF8";
    keywords.emplace("application_name", applicationName);
    // A dead network is noticed within a minute, also in the middle of a long statement.
    keywords.emplace("keepalives_idle", "30");
    keywords.emplace("keepalives_interval", "10");
    keywords.emplace("keepalives_count", "3");
    keywords.emplace("tcp_user_timeout", "60000");
    attempt.settings = std::move(settings);
    try {
        m_thread = std::thread([shared = m_attempt] { shared->run(); });
    } catch (const std::system_error &) {
        attempt.run(); // no thread to be had: wait here
    }
}

Connector::~Connector()
{
    release();
}

/// Joins the thread, or leaves it alone when it hangs in name resolution, which nothing can interrupt;
/// it then ends by itself and owns all that it touches.
void Connector::release()
{
    if (!m_thread.joinable())
        return;
    m_attempt->abandoned = true;
    m_attempt->wakeup.notify();
    std::unique_lock lock(m_attempt->mutex);
    const bool isFinished =
        m_attempt->finished.wait_for(lock, std::chrono::seconds(1), [this] { return m_attempt->result.has_value(); });
    lock.unlock();
    if (isFinished)
        m_thread.join();
    else
        m_thread.detach();
}

Result<ConnectionHandle> Connector::wait(std::stop_token stop)
{
    Attempt &attempt = *m_attempt;
    // The thread keeps its own deadlines; this one is for name resolution, which keeps none.
    const auto deadline = steady_clock::now()
        + attempt.settings.connectTimeout * static_cast<int>(attemptsFor(attempt.settings).size())
        + std::chrono::seconds(1);
    std::unique_lock lock(attempt.mutex);
    const bool isFinished =
        attempt.finished.wait_until(lock, stop, deadline, [&] { return attempt.result.has_value(); });
    if (isFinished) {
        Result<ConnectionHandle> result = std::move(*attempt.result);
        lock.unlock();
        release();
        return result;
    }
    lock.unlock();
    release();
    return stop.stop_requested() ? connectCancelledError(attempt.settings) : connectTimeoutError(attempt.settings);
}

} // namespace retort::postgres
