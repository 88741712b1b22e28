// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/projectsession.h"

#include "engine/run/historyruns.h"
#include "engine/session/projectreading.h"
#include "engine/session/projectworker.h"

#include <QSet>
#include <QThread>

#include <algorithm>
#include <map>

namespace retort::session {

namespace {

/// One "upgrade all" in progress: the databases still to report, and the results so far.
struct UpgradeAll {
    std::size_t remaining = 0;
    std::vector<std::pair<std::string, run::RunReport>> results;
};

run::RunReport reportWithoutRun(const PlanPreview &preview, run::Outcome outcome, std::optional<Error> error)
{
    run::RunReport report;
    report.outcome = outcome;
    report.plan = preview.plan;
    report.versionRows = preview.plan.from;
    report.started = run::Clock::now();
    report.error = std::move(error);
    return report;
}

} // namespace

struct ProjectSession::Private {
    QThread thread;
    ProjectWorker *worker = nullptr; ///< lives on `thread`, deleted when it ends
    bool isStarted = false;
    std::optional<UpgradeAll> upgradeAll;
    Ticket lastTicket = 0;
    int journalLimit = 0; ///< 0: nobody asked for the journal
    QSet<QString> askedHistories; ///< of the databases that were asked
    std::map<QString, std::vector<run::JournalRun>> histories; ///< what they told
    bool wantsRelations = false;
    RelationIndexPtr relations;
    std::vector<run::RecordedChange> changes;
    TouchHistoryPtr touchHistory = std::make_shared<TouchHistory>();
    QStringList uncommitted;
    std::optional<Workspace> workspace; ///< as it was read last
    QThread scratchThread;              ///< started when it is first needed
    QObject *scratch = nullptr;         ///< lives on it, deleted when it ends
    std::stop_source scratchStop;       ///< of all that goes on there
};

ProjectSession::ProjectSession(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
}

ProjectSession::~ProjectSession()
{
    endScratchWork();
    if (d->scratchThread.isRunning()) {
        d->scratchThread.quit();
        d->scratchThread.wait();
    }
    qDeleteAll(m_databases);
    m_databases.clear();
    if (d->thread.isRunning()) {
        d->thread.quit();
        d->thread.wait();
    } else {
        delete d->worker; // it never started
    }
}

void ProjectSession::makeWorker()
{
    if (d->worker)
        return;
    d->worker = new ProjectWorker;
    d->worker->moveToThread(&d->thread);
    d->thread.setObjectName(QStringLiteral("retort-project"));
    connect(&d->thread, &QThread::finished, d->worker, &QObject::deleteLater);
    connect(d->worker, &ProjectWorker::loaded, this, &ProjectSession::onLoaded);
    connect(d->worker, &ProjectWorker::connectable, this, &ProjectSession::onConnectable);
    connect(d->worker, &ProjectWorker::failed, this, &ProjectSession::failed);
    connect(d->worker, &ProjectWorker::progress, this, &ProjectSession::progress);
    connect(d->worker, &ProjectWorker::relationsProgress, this, &ProjectSession::relationIndexProgress);
    connect(d->worker, &ProjectWorker::relationsRead, this, [this](const RelationIndexPtr &index) {
        d->relations = index;
        emit relationIndexReady(index);
        if (!d->changes.empty())
            takeChanges(d->changes);
    });
    connect(d->worker, &ProjectWorker::uncommittedRead, this, [this](const QStringList &revisions) {
        d->uncommitted = revisions;
        emit uncommittedChanged(revisions);
    });
}

void ProjectSession::open(const QString &projectFile)
{
    makeWorker();
    start();
    QMetaObject::invokeMethod(
        d->worker, [worker = d->worker, file = projectFile.toStdString()] { worker->open(file); },
        Qt::QueuedConnection);
}

void ProjectSession::adopt(const ReadProject &read)
{
    makeWorker();
    QMetaObject::invokeMethod(
        d->worker, [worker = d->worker, read] { worker->adopt(read); }, Qt::QueuedConnection);
    onLoaded(read.workspace, read.scriptError);
}

void ProjectSession::start()
{
    d->isStarted = true;
    d->thread.start();
    for (DatabaseSession *session : m_databases)
        session->start();
}

void ProjectSession::onLoaded(const Workspace &workspace, const std::optional<Error> &error)
{
    d->workspace = workspace;
    const auto previous = m_state;
    auto state = std::make_shared<ProjectState>();
    state->project = workspace.project();
    state->usesSandbox = workspace.usesSandbox();
    state->error = error;
    // The last good map stays on screen while someone mends a file.
    state->map = error && previous ? previous->map : workspace.scripts().map();
    m_state = state;

    const auto sameDatabases = [&] {
        return previous && previous->project.file == workspace.project().file
            && previous->project.databaseNames() == workspace.project().databaseNames();
    };
    if (sameDatabases()) {
        emit stateChanged(m_state);
        return;
    }
    const auto old = std::exchange(m_databases, {});
    d->askedHistories.clear();
    d->histories.clear();
    for (const project::Database &database : workspace.project().databases) {
        auto *session = new DatabaseSession(database, this);
        connect(session, &DatabaseSession::stateChanged, this, [this, session] {
            if (!d->askedHistories.contains(session->name()))
                requestHistory(session);
        });
        connect(session, &DatabaseSession::historyReady, this,
                [this, session](const std::vector<run::JournalRun> &runs) {
                    d->histories[session->name()] = runs;
                    requestMergedJournal();
                });
        session->setWorkspace(workspace, std::nullopt);
        if (d->isStarted)
            session->start();
        m_databases.push_back(session);
    }
    emit opened(m_state);
    qDeleteAll(old);
}

void ProjectSession::onConnectable(const Workspace &workspace, const std::optional<Error> &error)
{
    d->workspace = workspace;
    for (DatabaseSession *session : m_databases) {
        const auto database = workspace.project().database(session->m_state.name);
        if (!database)
            continue;
        auto settings = error && workspace.isServedBySandbox(**database)
            ? Result<postgres::ConnectionSettings>(*error)
            : workspace.settingsFor(**database);
        session->setWorkspace(workspace, std::move(settings));
    }
}

DatabaseSession *ProjectSession::database(const QString &name) const
{
    const auto found = std::find_if(m_databases.begin(), m_databases.end(),
                                    [&name](const DatabaseSession *session) { return session->name() == name; });
    return found == m_databases.end() ? nullptr : *found;
}

QStringList ProjectSession::uncommitted() const
{
    return d->uncommitted;
}

void ProjectSession::refreshAll()
{
    for (DatabaseSession *session : m_databases)
        session->refresh();
}

void ProjectSession::upgradeAll()
{
    if (d->upgradeAll || m_databases.empty())
        return;
    d->upgradeAll.emplace();
    d->upgradeAll->remaining = m_databases.size();
    for (DatabaseSession *session : m_databases)
        upgradeOneOfAll(session);
}

void ProjectSession::upgradeOneOfAll(DatabaseSession *session)
{
    // One context object per database: its end disconnects all three handlers.
    auto *context = new QObject(session);
    const auto report = [this, session, context](const run::RunReport &result) {
        context->deleteLater();
        addToUpgradeAll(session->m_state.name, result);
    };
    const Ticket ticket = session->requestPlan(revision::Direction::Upgrade, QString());
    connect(session, &DatabaseSession::planReady, context,
            [=](Ticket answered, const PlanPreview &preview) {
                if (answered != ticket)
                    return;
                if (preview.refusal) {
                    report(reportWithoutRun(preview, run::Outcome::Failed, preview.refusal));
                } else if (preview.plan.isEmpty()) {
                    report(reportWithoutRun(preview, run::Outcome::NothingToDo, std::nullopt));
                } else {
                    connect(session, &DatabaseSession::runFinished, context, report);
                    session->run(preview, preview.options);
                }
            });
    connect(session, &DatabaseSession::planFailed, context, [=](Ticket answered, const Error &error) {
        if (answered == ticket)
            report(reportWithoutRun({}, run::Outcome::Failed, error));
    });
}

void ProjectSession::addToUpgradeAll(const std::string &database, const run::RunReport &report)
{
    if (!d->upgradeAll)
        return;
    d->upgradeAll->results.emplace_back(database, report);
    if (--d->upgradeAll->remaining > 0)
        return;
    const auto results = std::move(d->upgradeAll->results);
    d->upgradeAll.reset();
    emit allUpgraded(results);
}

void ProjectSession::createRevision(const NewRevisionRequest &request)
{
    askWorker([request](ProjectWorker &worker) { return worker.createRevision(request); },
              [this](const Result<CreatedRevision> &created) { announceCreated(created); });
}

void ProjectSession::generateRevision(const GenerateRequest &request)
{
    endScratchWork();
    askScratch([request](const Workspace &workspace,
                         const std::stop_token &stop) { return generateFor(workspace, request, stop); },
               [this](const Result<GeneratedRevisions> &result) {
                   if (result)
                       emit generated(*result);
                   else
                       emit generationFailed(result.error());
               });
}

void ProjectSession::cancelGeneration()
{
    endScratchWork();
}

void ProjectSession::verifyRevisions(const QString &database, const QStringList &ids)
{
    endScratchWork();
    std::vector<std::string> wanted;
    for (const QString &id : ids)
        wanted.push_back(id.toStdString());
    const auto tell = [this, database](const TripFact &fact) {
        QMetaObject::invokeMethod(
            this, [this, database, fact] { emit tripMade(database, fact); }, Qt::QueuedConnection);
    };
    askScratch([name = database.toStdString(), wanted, tell](
                   const Workspace &workspace,
                   const std::stop_token &stop) { return verifyFor(workspace, name, wanted, tell, stop); },
               [this, database](const Result<void> &ended) {
                   emit verificationEnded(database, ended ? std::nullopt : std::optional<Error>(ended.error()));
               });
}

void ProjectSession::cancelVerification()
{
    endScratchWork();
}

void ProjectSession::checkDrift(const QString &database)
{
    askScratch([name = database.toStdString()](
                   const Workspace &workspace,
                   const std::stop_token &stop) { return driftFor(workspace, name, stop); },
               [this, database](const Result<DriftFact> &drift) {
                   if (drift)
                       emit driftChecked(database, *drift);
                   else
                       emit driftCheckFailed(database, drift.error());
               });
}

void ProjectSession::endScratchWork()
{
    d->scratchStop.request_stop();
    d->scratchStop = std::stop_source();
}

template <typename Work, typename Done>
void ProjectSession::askScratch(Work work, Done done)
{
    if (!d->workspace)
        return;
    if (!d->scratchThread.isRunning()) {
        d->scratchThread.setObjectName(QStringLiteral("retort-scratch"));
        d->scratch = new QObject;
        d->scratch->moveToThread(&d->scratchThread);
        connect(&d->scratchThread, &QThread::finished, d->scratch, &QObject::deleteLater);
        d->scratchThread.start(QThread::LowPriority);
    }
    QMetaObject::invokeMethod(
        d->scratch,
        [this, workspace = *d->workspace, stop = d->scratchStop.get_token(), work = std::move(work),
         done = std::move(done)] {
            auto result = work(workspace, stop);
            QMetaObject::invokeMethod(
                this, [done, result = std::move(result)] { done(result); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void ProjectSession::createGenerated(const GeneratedRevisions &result)
{
    askWorker([result](ProjectWorker &worker) { return worker.createGenerated(result); },
              [this](const Result<CreatedRevision> &created) { announceCreated(created); });
}

void ProjectSession::announceCreated(const Result<CreatedRevision> &created)
{
    if (created)
        emit revisionCreated(QString::fromStdString(created->id), QString::fromStdString(created->file.string()));
    else
        emit revisionFailed(created.error());
}

void ProjectSession::createMerge(const MergeRequest &request)
{
    askWorker([request](ProjectWorker &worker) { return worker.createMerge(request); },
              [this](const Result<CreatedRevision> &created) { announceCreated(created); });
}

void ProjectSession::reparent(const QString &revision, const QStringList &parents)
{
    std::vector<std::string> ids;
    for (const QString &parent : parents)
        ids.push_back(parent.toStdString());
    const std::string id = revision.toStdString();
    // The rows may have moved since the advice was given.
    if (m_state) {
        for (const KnownRows &known : knownRows()) {
            const auto index = m_state->map.find(id);
            if (index && m_state->map.appliedSet(known.rows)[static_cast<std::size_t>(*index)]) {
                emit revisionFailed(makeError("revision-applied",
                                              "Revision " + id + " is applied on database " + known.database
                                                  + ", so it can't have another parent.",
                                              "Merge the heads instead, or undo it there first."));
                return;
            }
        }
    }
    askWorker([id, ids](ProjectWorker &worker) { return worker.reparent(id, ids); },
              [this, revision](const Result<std::filesystem::path> &written) {
                  if (written)
                      emit revisionMoved(revision, QString::fromStdString(written->string()));
                  else
                      emit revisionFailed(written.error());
              });
}

std::vector<KnownRows> ProjectSession::knownRows() const
{
    std::vector<KnownRows> known;
    for (const DatabaseSession *session : m_databases) {
        const DatabaseState &state = session->state();
        known.push_back({state.name, state.reachability == Reachability::Reachable, state.rows});
    }
    return known;
}

HeadsAdvice ProjectSession::headsAdvice(const QString &name) const
{
    const DatabaseSession *session = database(name);
    if (!session || !m_state)
        return {};
    const DatabaseState &state = session->state();
    return adviseOnHeads(m_state->map, revision::BranchBinding(m_state->map, state.name, state.branch), knownRows());
}

Ticket ProjectSession::requestComparison(const QString &database, const QString &from, const QString &to)
{
    const Ticket ticket = ++d->lastTicket;
    askWorker(
        [name = database.toStdString(), start = from.toStdString(), end = to.toStdString()](ProjectWorker &worker) {
            return worker.compare(name, start, end);
        },
        [this, ticket](const Result<Comparison> &comparison) {
            if (comparison)
                emit comparisonReady(ticket, *comparison);
            else
                emit comparisonFailed(ticket, comparison.error());
        });
    return ticket;
}

void ProjectSession::requestRelationIndex()
{
    if (!d->worker || std::exchange(d->wantsRelations, true))
        return;
    QMetaObject::invokeMethod(d->worker, &ProjectWorker::readRelations, Qt::QueuedConnection);
}

RelationIndexPtr ProjectSession::relationIndex() const
{
    return d->relations;
}

void ProjectSession::requestJournal(int limit)
{
    d->journalLimit = limit;
    for (DatabaseSession *session : m_databases)
        requestHistory(session);
    requestMergedJournal();
}

/// One that can't be asked yet is asked when it is there.
void ProjectSession::requestHistory(DatabaseSession *session)
{
    if (d->journalLimit == 0 || session->state().reachability != Reachability::Reachable)
        return;
    d->askedHistories.insert(session->name());
    session->requestHistory(d->journalLimit);
}

void ProjectSession::requestMergedJournal()
{
    using Answer = std::pair<std::vector<run::JournalRun>, std::vector<run::RevisionDuration>>;
    std::vector<run::JournalRun> histories;
    for (const auto &[name, runs] : d->histories)
        histories.insert(histories.end(), runs.begin(), runs.end());
    askWorker(
        [limit = d->journalLimit, histories = std::move(histories)](ProjectWorker &worker) {
            auto read = worker.journalRuns(limit, histories);
            Answer answer(read ? std::move(read).value() : std::vector<run::JournalRun>{}, worker.journalDurations());
            for (run::RevisionDuration &duration : run::durationsOf(answer.first))
                answer.second.push_back(std::move(duration));
            return answer;
        },
        [this](const Answer &answer) { emit journalReady(answer.first, answer.second); });
    requestRecordedChanges();
}

void ProjectSession::requestRecordedChanges()
{
    using Answer = std::pair<std::vector<run::RecordedChange>, std::vector<run::RecordedSize>>;
    askWorker([](ProjectWorker &worker) { return Answer(worker.recordedChanges(), worker.recordedSizes()); },
              [this](const Answer &answer) {
                  takeChanges(answer.first);
                  emit sizesReady(answer.second);
              });
}

void ProjectSession::takeChanges(std::vector<run::RecordedChange> changes)
{
    d->changes = std::move(changes);
    d->touchHistory = std::make_shared<TouchHistory>(d->changes, d->relations);
    emit touchHistoryReady(d->touchHistory);
}

TouchHistoryPtr ProjectSession::touchHistory() const
{
    return d->touchHistory;
}

void ProjectSession::requestChange(qint64 run, const catalog::RelationName &name)
{
    askWorker([run, name](ProjectWorker &worker) { return worker.recordedChange(run, name); },
              [this, run, name](const std::optional<RelationChange> &change) {
                  if (change)
                      emit changeReady(run, *change);
                  else
                      emit changeFailed(run, name);
              });
}

void ProjectSession::requestRunEvents(qint64 run)
{
    askWorker([run](ProjectWorker &worker) { return worker.journalEvents(run); },
              [this, run](const Result<std::vector<run::JournalEvent>> &events) {
                  emit runEventsReady(run, events ? *events : std::vector<run::JournalEvent>{});
              });
}

template <typename Work, typename Done>
void ProjectSession::askWorker(Work work, Done done)
{
    if (!d->worker)
        return;
    QMetaObject::invokeMethod(
        d->worker,
        [this, worker = d->worker, work = std::move(work), done = std::move(done)] {
            auto result = work(*worker);
            QMetaObject::invokeMethod(
                this, [done, result = std::move(result)] { done(result); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace retort::session
