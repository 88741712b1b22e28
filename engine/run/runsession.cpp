// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runsession.h"

#include "engine/base/text.h"

#include <algorithm>
#include <utility>

namespace retort::run
{

namespace
{

/// Of Alembic's version table.
constexpr int defaultIdLength = 32;
/// So often is looked who blocks a statement; more often where the lock timeout is shorter.
constexpr Milliseconds watchInterval{250};
constexpr Milliseconds shortestWatchInterval{10};

/// The columns of factsSql().
enum Fact { IsStandby, IsReadOnly, BackendPid, CurrentSchema, TableSchema, TypeModifier, HasTable, HasHistory };

/// One row: can this session write, where is the version table, how long may an id be, is the history table there.
std::string factsSql(const VersionTable &table, const std::string &historyTable)
{
    return "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only') = 'on',"
           " pg_catalog.pg_backend_pid(), pg_catalog.current_schema(), n.nspname, a.atttypmod, c.oid IS NOT NULL,"
           " pg_catalog.to_regclass(pg_catalog.quote_ident(coalesce(n.nspname, "
        + (table.schema().empty() ? std::string("pg_catalog.current_schema()") : text::quoteLiteral(table.schema()))
        + ")) || " + text::quoteLiteral('.' + text::quoteIdentifier(historyTable))
        + ") IS NOT NULL FROM (SELECT pg_catalog.to_regclass(" + text::quoteLiteral(table.qualifiedName())
        + ") AS oid) r LEFT JOIN pg_catalog.pg_class c ON c.oid = r.oid"
          " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'version_num'"
          " AND NOT a.attisdropped";
}

Result<std::int64_t> backendPidOf(postgres::Connection &connection)
{
    auto asked = connection.query("SELECT pg_catalog.pg_backend_pid()");
    if (!asked)
        return std::move(asked).error();
    return asked->integer(0, 0);
}

} // namespace

RunSession::RunSession(postgres::Connection &worker, VersionTable table, const RunOptions &options,
                       std::stop_token stop, RunNarrator &narrator)
    : m_worker(worker)
    , m_guard(postgres::Connection::begin(worker.settings(), "retort migration lock"))
    , m_table(std::move(table))
    , m_options(options)
    , m_stop(std::move(stop))
    , m_narrator(narrator)
{
}

Result<void> RunSession::open(const revision::Plan &plan)
{
    if (auto begun = beginWork(plan); !begun)
        return begun;
    if (auto opened = openGuard(); !opened)
        return opened;
    m_lock.emplace(m_table);
    const auto onWaiting = [this](const std::string &sentence) { m_narrator.waiting(sentence); };
    if (auto locked = m_lock->acquire(*m_guard, m_worker, m_options.lockWait, m_stop, onWaiting); !locked)
        return locked;
    m_isLocked = true;
    if (!m_hasTable) { // whoever held the lock may have made it
        auto exists = m_table.exists(m_worker);
        if (!exists)
            return std::move(exists).error();
        m_hasTable = *exists;
    }
    watchBlockers();
    return {};
}

void RunSession::setLimits(std::size_t step, const script::Section &section)
{
    if (section.lockTimeout || section.statementTimeout)
        m_ownLimits.emplace(step, section);
}

SessionSettings RunSession::settingsOf(std::size_t step) const
{
    SessionSettings settings = m_settings;
    const auto own = m_ownLimits.find(step);
    if (own == m_ownLimits.end())
        return settings;
    if (own->second.lockTimeout && !m_options.isLockTimeoutChosen)
        settings.lockTimeout = *own->second.lockTimeout;
    if (own->second.statementTimeout && !m_options.isStatementTimeoutChosen)
        settings.statementTimeout = *own->second.statementTimeout;
    return settings;
}

Result<void> RunSession::beginWork(const revision::Plan &plan)
{
    m_settings = {m_options.lockTimeout, m_options.statementTimeout, m_worker.server().version >= 140000};
    while (true) {
        std::vector<std::string> statements = settingsStatements(settingsOf(0), applicationNameFor(plan, 0));
        statements.push_back(factsSql(m_table, m_options.historyTable));
        m_isChanged = true;
        auto results = m_worker.pipeline(statements);
        if (results)
            return takeFacts(results->back());
        const Error &error = results.error();
        // invalid_parameter_value: the server's platform can't look after its clients.
        const bool isRefused = error.sql && error.sql->sqlstate == "22023";
        if (!isRefused || !std::exchange(m_settings.checksClient, false))
            return error;
    }
}

Result<void> RunSession::takeFacts(const postgres::QueryResult &facts)
{
    if (facts.boolean(0, IsStandby))
        return makeError("read-only-server", "The server is a standby: it takes no changes.",
                         "Connect to the primary server.");
    if (facts.boolean(0, IsReadOnly))
        return makeError("read-only-server", "The session is read-only: the server takes no changes from it.",
                         "Set default_transaction_read_only to off for this database or user, or connect to another"
                         " server.");
    m_backendPid = static_cast<int>(facts.integer(0, BackendPid));
    m_hasTable = facts.boolean(0, HasTable);
    m_hasHistory = facts.boolean(0, HasHistory);
    if (m_table.schema().empty()) {
        // From here on the table is named with its schema: a script may change the search_path.
        const std::string schema = m_hasTable ? facts.text(0, TableSchema) : facts.text(0, CurrentSchema);
        if (schema.empty())
            return makeError("no-schema", "The search_path names no schema in which to create the version table.",
                             "Create one, or set version_table_schema in retort.toml.");
        m_table = VersionTable(m_table.name(), schema);
    }
    constexpr int header = 4; // VARHDRSZ: atttypmod of varchar(n) is n + 4
    const auto modifier = static_cast<int>(facts.integer(0, TypeModifier));
    m_idLimit = !m_hasTable ? defaultIdLength : modifier > header ? modifier - header : 0;
    return {};
}

Result<void> RunSession::openGuard()
{
    if (auto connected = m_guard->finishConnecting(m_stop); !connected)
        return connected;
    m_guard->setStopToken(m_stop);
    if (m_guard->server().version >= 140000) { // it is idle for the whole run
        if (auto set = m_guard->execute("SET idle_session_timeout = 0"); !set)
            return std::move(set).error();
    }
    return refuseTransactionPooling();
}

/// A pooler gives its client a process id of its own making. In transaction mode it gives the worker's server session
/// to the guard, or else the worker another one while the guard keeps the first: nothing that a session holds, no
/// lock and no setting, would last.
Result<void> RunSession::refuseTransactionPooling()
{
    if (m_backendPid == m_worker.server().backendPid)
        return {};
    if (auto begun = m_guard->execute("BEGIN"); !begun)
        return std::move(begun).error();
    const auto ofGuard = backendPidOf(*m_guard);
    if (!ofGuard)
        return ofGuard.error();
    const auto ofWorker = backendPidOf(m_worker);
    if (!ofWorker)
        return ofWorker.error();
    if (auto ended = m_guard->execute("ROLLBACK"); !ended)
        return std::move(ended).error();
    if (*ofGuard != m_backendPid && *ofWorker == m_backendPid)
        return {};
    return makeError("transaction-pooling",
                     "A connection pooler in transaction mode (such as PgBouncer) stands before this database: a run's"
                     " lock and settings would not last from one transaction to the next; nothing was run.",
                     "Connect to the PostgreSQL server itself, or to a pool in session mode.");
}

void RunSession::watchBlockers()
{
    m_watch.emplace(*m_guard, m_backendPid, m_narrator.redactor());
    Milliseconds interval = watchInterval;
    if (m_options.lockTimeout.count() > 0)
        interval = std::clamp(m_options.lockTimeout / 4, shortestWatchInterval, watchInterval);
    m_worker.setIdleHandler(interval, [this] {
        if (const auto sentence = m_watch->look())
            m_narrator.waiting(*sentence);
    });
}

std::string RunSession::takeBlockers()
{
    std::string seen = m_watch ? m_watch->lastSeen() : std::string();
    if (m_watch)
        m_watch->forget();
    return seen;
}

std::string RunSession::settingsFor(const revision::Plan &plan, std::size_t step) const
{
    return text::join(settingsStatements(settingsOf(step), applicationNameFor(plan, step)), "; ") + ';';
}

std::string RunSession::resetFor(const revision::Plan &plan, std::size_t step) const
{
    return std::string(resetSql()) + ' ' + settingsFor(plan, step);
}

std::string RunSession::relockSql() const
{
    return "SELECT CASE WHEN pg_catalog.pg_try_advisory_lock(" + std::to_string(m_lock->workKey())
        + ") THEN 1 ELSE CAST("
          "'the migration lock was taken by process ' || pg_catalog.pg_backend_pid() AS integer) END";
}

Result<void> RunSession::recover(const revision::Plan &plan, std::size_t step)
{
    std::string message = m_worker.isInTransaction() ? "ROLLBACK; " : "";
    message += resetFor(plan, step);
    return m_worker.executeEach(message, {});
}

void RunSession::note(const std::string &sql)
{
    m_worker.setIdleHandler({}, {});
    m_watch.reset();
    postgres::Connection *session = &m_worker;
    if (!m_worker.isOpen()) {
        if (!m_guard || !m_guard->isOpen())
            return;
        session = &*m_guard;
        m_guard->setStopToken({});
    }
    const std::string clean = session->isInTransaction() ? "ROLLBACK; " : "";
    static_cast<void>(session->executeEach(clean + std::string(resetSql()) + ' ' + sql, {}));
}

std::optional<std::vector<std::string>> RunSession::close(bool tableMayBeMissing)
{
    std::optional<std::vector<std::string>> rows;
    m_worker.setIdleHandler({}, {});
    if (m_isChanged && m_worker.isOpen()) {
        std::string message = m_worker.isInTransaction() ? "ROLLBACK; " : "";
        message += resetSql();
        message += " SELECT pg_catalog.pg_advisory_unlock_all();";
        if (!tableMayBeMissing)
            message += ' ' + m_table.selectSql() + ';';
        std::vector<std::string> found;
        const auto left = m_worker.executeEach(message, [&](std::size_t, const postgres::QueryResult &result) {
            found.clear();
            for (int row = 0; row < result.rowCount(); ++row)
                found.push_back(result.text(row, 0));
        });
        if (left && !tableMayBeMissing) {
            rows = std::move(found);
        } else if (left) {
            if (auto read = m_table.read(m_worker))
                rows = std::move(read).value();
        }
    }
    // The guard's lock ends with its session.
    m_watch.reset();
    m_guard.reset();
    if (rows)
        std::sort(rows->begin(), rows->end());
    return rows;
}

} // namespace retort::run
