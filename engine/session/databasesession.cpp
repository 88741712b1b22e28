// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/databasesession.h"

#include "engine/session/access.h"
#include "engine/session/databaseworker.h"
#include "engine/session/eventqueue.h"

#include <QThread>
#include <QTimer>

#include <chrono>
#include <stop_token>

namespace retort::session {

namespace {
constexpr std::chrono::milliseconds eventInterval{100};
}

struct DatabaseSession::Private {
    QThread thread;
    DatabaseWorker *worker = nullptr; ///< lives on `thread`, deleted when it ends
    std::stop_source lifetime;
    std::stop_source currentRun;
    EventQueue events;
    QTimer eventTimer;
    Ticket lastTicket = 0;
    QTimer countDown;
    std::optional<ConnectPatience> patience; ///< since a server was first found starting
    quint64 refreshes = 0; ///< numbers refreshes, so that only the newest state is shown
};

struct DatabaseSession::RunEnd {
    run::RunReport report;
    DatabaseState state;
    std::vector<RelationChange> changes;
};

namespace {

/// Runs `work(worker)` on the worker's thread and `done(result)` back on the session's thread.
/// The session outlives its worker's thread, so `session` is valid when the answer is posted.
template <typename Work, typename Done>
void ask(DatabaseWorker *worker, QObject *session, Work work, Done done)
{
    QMetaObject::invokeMethod(
        worker,
        [worker, session, work = std::move(work), done = std::move(done)]() mutable {
            auto result = work(*worker);
            QMetaObject::invokeMethod(
                session, [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace

DatabaseSession::DatabaseSession(const project::Database &database, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    m_state.name = database.name;
    m_state.branch = database.branch;
    m_state.purpose = database.purpose;
    m_state.tier = database.tier;
    m_state.reachability = Reachability::Connecting;

    d->worker = new DatabaseWorker(database.name, d->lifetime.get_token());
    d->worker->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, d->worker, &QObject::deleteLater);
    d->thread.setObjectName(QStringLiteral("retort-%1").arg(name()));

    d->countDown.setInterval(std::chrono::seconds(1));
    connect(&d->countDown, &QTimer::timeout, this, &DatabaseSession::countDown);
    d->eventTimer.setInterval(eventInterval);
    connect(&d->eventTimer, &QTimer::timeout, this, [this] {
        if (const auto events = d->events.take(); !events.empty())
            emit runEvents(events);
    });
}

DatabaseSession::~DatabaseSession()
{
    d->currentRun.request_stop();
    d->lifetime.request_stop();
    if (d->thread.isRunning()) {
        d->thread.quit();
        d->thread.wait();
    } else {
        delete d->worker; // it never started
    }
}

void DatabaseSession::start()
{
    d->thread.start();
}

QString DatabaseSession::name() const
{
    return QString::fromStdString(m_state.name);
}

void DatabaseSession::setWorkspace(const Workspace &workspace,
                                   std::optional<Result<postgres::ConnectionSettings>> settings)
{
    QMetaObject::invokeMethod(
        d->worker,
        [worker = d->worker, workspace, settings = std::move(settings)] { worker->setWorkspace(workspace, settings); },
        Qt::QueuedConnection);
    refresh();
}

void DatabaseSession::setState(DatabaseState state)
{
    state.isRunning = m_state.isRunning;
    m_state = std::move(state);
    emit stateChanged(m_state);
}

void DatabaseSession::takeState(DatabaseState state)
{
    std::optional<std::chrono::milliseconds> pause;
    if (state.error) {
        if (!d->patience)
            d->patience.emplace();
        pause = d->patience->nextTry(*state.error);
    }
    if (pause) {
        state.reachability = Reachability::Connecting;
        state.retryIn = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*pause).count());
        d->countDown.start();
    } else {
        d->patience.reset();
    }
    setState(std::move(state));
}

void DatabaseSession::countDown()
{
    if (m_state.retryIn == 0 || m_state.isRunning) {
        d->countDown.stop();
        return;
    }
    if (m_state.retryIn > 1) {
        --m_state.retryIn;
        emit stateChanged(m_state);
        return;
    }
    d->countDown.stop();
    refresh();
}

void DatabaseSession::refresh()
{
    const quint64 number = ++d->refreshes;
    ask(d->worker, this, [](DatabaseWorker &worker) { return worker.readState(); },
        [this, number](DatabaseState state) {
            if (number == d->refreshes)
                takeState(std::move(state));
        });
}

Ticket DatabaseSession::testConnection()
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this, [](DatabaseWorker &worker) { return worker.test(); },
        [this, ticket](const ConnectionTest &result) { emit connectionTested(ticket, result); });
    return ticket;
}

Ticket DatabaseSession::requestPlan(revision::Direction direction, const QString &target, bool fromStored)
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this,
        [direction, target = target.toStdString(), fromStored](DatabaseWorker &worker) {
            return worker.plan(direction, target, fromStored);
        },
        [this, ticket](const Result<PlanPreview> &preview) {
            if (preview) {
                lookAhead();
                emit planReady(ticket, *preview);
            } else {
                emit planFailed(ticket, preview.error());
            }
        });
    return ticket;
}

/// While somebody reads the plan: so its run begins at once.
void DatabaseSession::lookAhead()
{
    QMetaObject::invokeMethod(
        d->worker, [worker = d->worker] { static_cast<void>(worker->look()); }, Qt::QueuedConnection);
}

Ticket DatabaseSession::requestStampPlan(const QStringList &targets, bool purge)
{
    const Ticket ticket = ++d->lastTicket;
    std::vector<std::string> symbols;
    for (const QString &target : targets)
        symbols.push_back(target.toStdString());
    ask(d->worker, this, [symbols, purge](DatabaseWorker &worker) { return worker.stampPlan(symbols, purge); },
        [this, ticket](const Result<PlanPreview> &preview) {
            if (preview)
                emit planReady(ticket, *preview);
            else
                emit planFailed(ticket, preview.error());
        });
    return ticket;
}

void DatabaseSession::run(const PlanPreview &preview, const run::RunOptions &options)
{
    startRun(preview, [this, preview, options](DatabaseWorker &worker, std::stop_token stop, const auto &onBegun) {
        return worker.run(preview, options, std::move(stop), d->events, onBegun);
    });
}

void DatabaseSession::stamp(const PlanPreview &preview, const QString &reason)
{
    startRun(preview, [this, preview, reason = reason.toStdString()](DatabaseWorker &worker, const std::stop_token &,
                                                                     const auto &onBegun) {
        return worker.stamp(preview, reason, d->events, onBegun);
    });
}

Ticket DatabaseSession::requestRestorePlan(const QString &file, bool dropOld)
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this,
        [file = file.toStdString(), dropOld](DatabaseWorker &worker) { return worker.restorePlan(file, dropOld); },
        [this, ticket](const Result<RestorePlan> &plan) {
            if (plan)
                emit restorePlanReady(ticket, *plan);
            else
                emit planFailed(ticket, plan.error());
        });
    return ticket;
}

void DatabaseSession::restore(const RestorePlan &plan)
{
    PlanPreview preview; // without a step: rows before and after
    preview.database = plan.database;
    preview.commandLine = plan.commandLine;
    preview.plan.direction = revision::Direction::Downgrade;
    preview.plan.from = plan.rowsNow;
    preview.plan.to = plan.dump.rows;
    startRun(preview, [this, plan](DatabaseWorker &worker, std::stop_token stop, const auto &onBegun) {
        return worker.restore(plan, std::move(stop), d->events, onBegun);
    });
}

template <typename Work>
void DatabaseSession::startRun(const PlanPreview &preview, Work work)
{
    d->currentRun = std::stop_source();
    m_state.isRunning = true;
    d->eventTimer.start();
    const auto carryOut = [this, preview, work = std::move(work),
                           stop = d->currentRun.get_token()](DatabaseWorker &worker) {
        const auto onBegun = [this, &preview](std::int64_t journalRun) {
            QMetaObject::invokeMethod(
                this, [this, journalRun, preview] { emit runStarted(journalRun, preview); }, Qt::QueuedConnection);
        };
        RunEnd end;
        end.report = work(worker, stop, onBegun);
        end.changes = worker.changes();
        end.state = worker.readState();
        return end;
    };
    ask(d->worker, this, carryOut, [this](RunEnd end) { finishRun(std::move(end)); });
    emit stateChanged(m_state);
}

void DatabaseSession::finishRun(RunEnd end)
{
    d->eventTimer.stop();
    if (const auto events = d->events.take(); !events.empty())
        emit runEvents(events);
    m_state.isRunning = false;
    ++d->refreshes; // an older refresh would show rows from before the run
    setState(std::move(end.state));
    if (!end.changes.empty())
        emit relationsChanged(end.changes);
    emit runFinished(end.report);
}

void DatabaseSession::cancel()
{
    d->currentRun.request_stop();
}

void DatabaseSession::requestHistory(int limit)
{
    ask(d->worker, this, [limit](DatabaseWorker &worker) { return worker.history(limit); },
        [this](const Result<std::vector<run::JournalRun>> &runs) {
            if (runs)
                emit historyReady(*runs);
        });
}

Ticket DatabaseSession::requestStoredComparison(const QString &revision)
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this,
        [id = revision.toStdString()](DatabaseWorker &worker) { return worker.compareWithStored(id); },
        [this, ticket](const Result<StoredComparison> &comparison) {
            if (comparison)
                emit storedComparisonReady(ticket, *comparison);
            else
                emit storedFailed(ticket, comparison.error());
        });
    return ticket;
}

Ticket DatabaseSession::acceptEdit(const QString &revision, const QString &reason)
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this,
        [id = revision.toStdString(), why = reason.toStdString()](DatabaseWorker &worker) {
            return worker.acceptEdit(id, why);
        },
        [this, ticket, revision](const Result<void> &accepted) {
            if (!accepted) {
                emit storedFailed(ticket, accepted.error());
                return;
            }
            emit editAccepted(ticket, revision);
            refresh();
        });
    return ticket;
}

Ticket DatabaseSession::writeStoredFile(const QString &revision)
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this,
        [id = revision.toStdString()](DatabaseWorker &worker) { return worker.writeStoredFile(id); },
        [this, ticket](const Result<std::filesystem::path> &file) {
            if (file)
                emit storedFileWritten(ticket, QString::fromStdString(file->string()));
            else
                emit storedFailed(ticket, file.error());
        });
    return ticket;
}

Ticket DatabaseSession::requestRows(const catalog::RelationName &name)
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this, [name](DatabaseWorker &worker) { return worker.firstRows(name); },
        [this, ticket](const Result<catalog::RowPreview> &rows) {
            if (rows)
                emit rowsReady(ticket, *rows);
            else
                emit rowsFailed(ticket, rows.error());
        });
    return ticket;
}

Ticket DatabaseSession::requestSeries(const catalog::SeriesRequest &request)
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this, [request](DatabaseWorker &worker) { return worker.series(request); },
        [this, ticket](const Result<catalog::Series> &series) {
            if (series)
                emit seriesReady(ticket, *series);
            else
                emit rowsFailed(ticket, series.error());
        });
    return ticket;
}

Ticket DatabaseSession::requestRelations()
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this, [](DatabaseWorker &worker) { return worker.relations(); },
        [this, ticket](const Result<std::vector<catalog::RelationSummary>> &relations) {
            if (relations)
                emit relationsReady(ticket, *relations);
            else
                emit relationsFailed(ticket, relations.error());
        });
    return ticket;
}

Ticket DatabaseSession::requestRelation(const catalog::RelationName &name)
{
    const Ticket ticket = ++d->lastTicket;
    ask(d->worker, this, [name](DatabaseWorker &worker) { return worker.relation(name); },
        [this, ticket](const Result<catalog::Relation> &relation) {
            if (relation)
                emit relationReady(ticket, *relation);
            else
                emit relationsFailed(ticket, relation.error());
        });
    return ticket;
}

} // namespace retort::session
