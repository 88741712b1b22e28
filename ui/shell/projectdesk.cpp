// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/projectdesk.h"

#include "engine/session/projectreading.h"
#include "ui/connections/connectionspanel.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionfilter.h"
#include "ui/graph/revisionview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/log/durationchart.h"
#include "ui/log/logpanel.h"
#include "ui/plan/headsdialog.h"
#include "ui/plan/newrevisiondialog.h"
#include "ui/shell/databasedesk.h"
#include "ui/shell/inspectordesk.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/upgradealldialog.h"
#include "ui/theme/figures.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QSplitter>
#include <QThreadPool>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <chrono>

namespace retort::ui {

namespace {

constexpr int journalLimit = 200;
constexpr std::chrono::minutes driftInterval{15};

QString outcomeWords(const run::RunReport &report)
{
    switch (report.outcome) {
    case run::Outcome::Done: return ProjectDesk::tr("done");
    case run::Outcome::NothingToDo: return ProjectDesk::tr("nothing to do");
    case run::Outcome::Failed: return ProjectDesk::tr("failed");
    case run::Outcome::PartlyApplied: return ProjectDesk::tr("partly applied");
    case run::Outcome::Cancelled: return ProjectDesk::tr("cancelled");
    case run::Outcome::DryRun: return ProjectDesk::tr("rolled back");
    }
    return {};
}

} // namespace

ProjectDesk::ProjectDesk(QSplitter *graphs, StatusStrip *status, QWidget *window)
    : QObject(window)
    , m_graphs(graphs)
    , m_status(status)
    , m_window(window)
{
}

ProjectDesk::~ProjectDesk() = default;

void ProjectDesk::furnish(ConnectionsPanel *connections, InspectorPanel *inspector, LogPanel *log)
{
    m_connections = connections;
    m_log = log;
    m_inspector = new InspectorDesk(inspector);
    connect(m_inspector, &InspectorDesk::revisionsRequested, this,
            [this](const QString &name, const catalog::RelationName &relation) {
                if (DatabaseDesk *desk = database(name)) {
                    desk->panel()->setFilter(RevisionFilter::tableWord(relation.schema, relation.name));
                    desk->panel()->focusGraph();
                }
            });
    connect(m_inspector, &InspectorDesk::revisionActivated, this, &ProjectDesk::showRevision);
    connect(m_inspector, &InspectorDesk::changeRequested, this,
            [this](qint64 run, const catalog::RelationName &relation) {
                if (m_session)
                    m_session->requestChange(run, relation);
            });
    wireConnections();
    wireLog();
    showStates();
    if (m_session)
        m_inspector->setSessions(m_session->databases());
    if (m_active) {
        m_connections->selectDatabase(m_active->database());
        m_inspector->show(m_active->session(), m_active->number());
    }
    if (project())
        m_session->requestJournal(journalLimit);
}

void ProjectDesk::wireConnections()
{
    connect(m_connections, &ConnectionsPanel::databaseSelected, this, &ProjectDesk::setActive);
    connect(m_connections, &ConnectionsPanel::testRequested, this, [this](const QString &name) {
        if (DatabaseDesk *desk = database(name))
            desk->session()->testConnection();
    });
}

void ProjectDesk::wireLog()
{
    LogPanel *log = m_log;
    connect(log, &LogPanel::cancelRequested, this, [this](const QString &name) {
        if (DatabaseDesk *desk = database(name))
            desk->session()->cancel();
    });
    connect(log, &LogPanel::journalRequested, this, [this] {
        if (m_session)
            m_session->requestJournal(journalLimit);
    });
    connect(log, &LogPanel::runEventsRequested, this, [this](qint64 run) {
        if (m_session)
            m_session->requestRunEvents(run);
    });
    connect(log, &LogPanel::restoreRequested, this, [this](const QString &name, const QString &file) {
        if (DatabaseDesk *desk = database(name))
            desk->openRestore(file);
    });
    connect(log, &LogPanel::openFileRequested, this, &ProjectDesk::openFile);
    connect(log, &LogPanel::revisionActivated, this, &ProjectDesk::showRevision);
}

void ProjectDesk::showRevision(const QString &name, const QString &revision)
{
    if (DatabaseDesk *desk = database(name)) {
        desk->panel()->selectRevision(revision);
        desk->panel()->focusGraph();
    }
}

void ProjectDesk::open(const QString &path)
{
    open(std::make_shared<session::ProjectReading>(path.toStdString()));
}

void ProjectDesk::open(const std::shared_ptr<session::ProjectReading> &reading)
{
    const quint64 ticket = ++m_openTicket;
    close();
    emit progress(tr("Opening the project …"));
    if (reading->isReady()) {
        takeReading(reading->take());
        return;
    }
    QThreadPool::globalInstance()->start([self = QPointer<ProjectDesk>(this), ticket, reading] {
        QMetaObject::invokeMethod(
            qApp,
            [self, ticket, read = reading->take()] {
                if (self && self->m_openTicket == ticket)
                    self->takeReading(read);
            },
            Qt::QueuedConnection);
    });
}

void ProjectDesk::wireHistory()
{
    using session::ProjectSession;
    connect(m_session.get(), &ProjectSession::touchHistoryReady, this, [this](const session::TouchHistoryPtr &history) {
        if (m_inspector)
            m_inspector->setTouchHistory(history);
        for (DatabaseDesk *desk : m_desks)
            desk->panel()->setTouchHistory(history);
    });
    connect(m_session.get(), &ProjectSession::sizesReady, this,
            [this](const std::vector<run::RecordedSize> &sizes) { m_log->setSizes(sizes); }); // who asks has one
    connect(m_session.get(), &ProjectSession::changeReady, this,
            [this](qint64 run, const session::RelationChange &change) { m_inspector->setChange(run, change); });
    connect(m_session.get(), &ProjectSession::changeFailed, this,
            [this](qint64 run) { m_inspector->showUnknownChange(run); });
}

void ProjectDesk::takeReading(const Result<session::ReadProject> &read)
{
    if (read)
        startSession(*read);
    else if (read.error().code == "project-not-found")
        emit noProject(read.error());
    else
        emit failed(read.error());
}

void ProjectDesk::start()
{
    m_isStarted = true;
    if (m_session)
        m_session->start();
}

void ProjectDesk::startSession(const session::ReadProject &read)
{
    using session::ProjectSession;
    m_session = std::make_unique<ProjectSession>();
    ProjectSession *const session = m_session.get();
    connect(session, &ProjectSession::progress, this, &ProjectDesk::progress);
    connect(session, &ProjectSession::failed, this, &ProjectDesk::failed);
    connect(session, &ProjectSession::opened, this, [this](const session::ProjectStatePtr &state) {
        takeProject(state);
        emit opened();
        if (m_log)
            m_session->requestJournal(journalLimit);
    });
    connect(session, &ProjectSession::stateChanged, this, &ProjectDesk::takeProject);
    connect(session, &ProjectSession::journalReady, this,
            [this](const std::vector<run::JournalRun> &runs, const std::vector<run::RevisionDuration> &durations) {
                m_log->setJournal(runs, durations); // who asks has one
                m_status->setHistory(static_cast<int>(runs.size()));
            });
    wireHistory();
    connect(session, &ProjectSession::runEventsReady, this,
            [this](qint64 run, const std::vector<run::JournalEvent> &events) { m_log->setRunEvents(run, events); });
    connect(session, &ProjectSession::revisionCreated, this, [this](const QString &id, const QString &file) {
        m_selectWhenRead = id;
        if (m_newRevision)
            m_newRevision->showCreated(id, file);
        if (m_heads)
            m_heads->showDone();
    });
    connect(session, &ProjectSession::revisionMoved, this, [this](const QString &id, const QString &) {
        m_selectWhenRead = id;
        if (m_heads)
            m_heads->showDone();
        emit messageShown(tr("%1 has another parent now.").arg(id));
    });
    connect(session, &ProjectSession::comparisonReady, this,
            [this](session::Ticket ticket, const session::Comparison &comparison) {
                for (DatabaseDesk *desk : m_desks)
                    desk->showComparison(ticket, comparison);
            });
    connect(session, &ProjectSession::comparisonFailed, this, [this](session::Ticket ticket, const Error &error) {
        for (DatabaseDesk *desk : m_desks)
            desk->showComparisonFailure(ticket, error);
    });
    connect(session, &ProjectSession::revisionFailed, this, [this](const Error &error) {
        if (m_newRevision)
            m_newRevision->showFailure(error);
        if (m_heads)
            m_heads->showFailure(error);
    });
    session->adopt(read);
    if (m_isStarted)
        session->start();
}

void ProjectDesk::close()
{
    clearDesks();
    m_session.reset();
    m_status->setDatabases({});
    if (m_connections)
        m_connections->setDatabases({});
}

void ProjectDesk::clearDesks()
{
    m_active = nullptr;
    if (m_inspector)
        m_inspector->setSessions({});
    delete m_upgradeAll; // its cards hold sessions that are about to go
    for (DatabaseDesk *desk : m_desks)
        delete desk->panel(); // the desk is its child
    m_desks.clear();
}

session::ProjectStatePtr ProjectDesk::project() const
{
    return m_session ? m_session->state() : nullptr;
}

DatabaseDesk *ProjectDesk::database(const QString &name) const
{
    const auto found = std::find_if(m_desks.begin(), m_desks.end(),
                                    [&name](const DatabaseDesk *desk) { return desk->database() == name; });
    return found == m_desks.end() ? nullptr : *found;
}

std::vector<session::DatabaseState> ProjectDesk::states() const
{
    std::vector<session::DatabaseState> states;
    for (const DatabaseDesk *desk : m_desks)
        states.push_back(desk->session()->state());
    return states;
}

void ProjectDesk::takeProject(const session::ProjectStatePtr &state)
{
    const std::vector<session::DatabaseSession *> &sessions = m_session->databases();
    const bool isSame = std::equal(sessions.begin(), sessions.end(), m_desks.begin(), m_desks.end(),
                                   [](const session::DatabaseSession *session, const DatabaseDesk *desk) {
                                       return session == desk->session();
                                   });
    if (!isSame)
        buildDesks();
    for (DatabaseDesk *desk : m_desks) {
        desk->panel()->forgetTrips();
        desk->setProject(state);
    }
    if (m_newRevision)
        m_newRevision->setProject(state);
    showHeadsAdvice();
    if (!m_selectWhenRead.isEmpty()) {
        for (DatabaseDesk *desk : m_desks) {
            if (desk->panel()->selectRevision(m_selectWhenRead))
                m_selectWhenRead.clear();
        }
    }
    emit changed();
}

void ProjectDesk::buildDesks()
{
    clearDesks();
    int number = 0;
    for (session::DatabaseSession *session : m_session->databases()) {
        auto *panel = new GraphPanel(session->name(), number);
        m_graphs->addWidget(panel);
        auto *desk = new DatabaseDesk(session, panel, number++, m_window);
        m_desks.push_back(desk);
        wireDesk(desk);
    }
    m_graphs->setSizes(QList<int>(static_cast<qsizetype>(m_desks.size()), 1000));
    if (m_inspector)
        m_inspector->setSessions(m_session->databases());
    m_status->setDatabases(states());
    showStates();
    if (!m_desks.empty())
        setActive(m_desks.front()->database());
}

void ProjectDesk::showStates()
{
    if (!m_connections)
        return;
    const std::vector<session::DatabaseState> all = states();
    m_connections->setDatabases(all);
    m_log->setDatabases(all);
}

void ProjectDesk::wireDesk(DatabaseDesk *desk)
{
    using session::DatabaseSession;
    DatabaseSession *session = desk->session();
    GraphPanel *panel = desk->panel();
    const QString name = desk->database();
    connect(session, &DatabaseSession::stateChanged, desk, [this](const session::DatabaseState &state) {
        m_status->setState(state);
        if (m_connections) {
            m_connections->setState(state);
            m_log->setDatabases(states());
        }
        showHeadsAdvice();
        emit changed();
    });
    connect(session, &DatabaseSession::connectionTested, desk,
            [this](session::Ticket, const session::ConnectionTest &result) { m_connections->showTest(result); });
    connect(session, &DatabaseSession::runStarted, desk,
            [this, name](qint64 journalRun, const session::PlanPreview &preview) {
                if (m_log)
                    m_log->startRun(name, journalRun, preview);
            });
    connect(session, &DatabaseSession::runEvents, desk, [this, name](const std::vector<run::RunEvent> &events) {
        if (m_log)
            m_log->addEvents(name, events);
    });
    connect(session, &DatabaseSession::runFinished, desk,
            [this, name](const run::RunReport &report) { takeRunEnd(name, report); });

    connect(panel, &GraphPanel::focused, desk, [this, name] { setActive(name); });
    connect(panel, &GraphPanel::newRevisionRequested, desk, [this, name](const QString &parent) {
        setActive(name);
        newRevision(parent);
    });
    connect(panel, &GraphPanel::joinHeadsRequested, desk, [this, name] { joinHeads(name); });
    connect(desk, &DatabaseDesk::comparisonRequested, desk, [this, desk](const QString &from, const QString &to) {
        desk->setComparisonTicket(m_session->requestComparison(desk->database(), from, to));
    });
    wireRelations(desk);
    wireVerification(desk);
    wireDrift(desk);
    connect(panel, &GraphPanel::copyRequested, this, &ProjectDesk::copyRequested);
    connect(panel, &GraphPanel::textScaleChanged, this, &ProjectDesk::textScaleChanged);
    connect(desk, &DatabaseDesk::openFileRequested, this, &ProjectDesk::openFile);
    connect(desk, &DatabaseDesk::copyRequested, this, &ProjectDesk::copyRequested);
    connect(desk, &DatabaseDesk::messageShown, this, &ProjectDesk::messageShown);
}

void ProjectDesk::wireVerification(DatabaseDesk *desk)
{
    using session::ProjectSession;
    GraphPanel *panel = desk->panel();
    ProjectSession *session = m_session.get();
    const QString name = desk->database();
    connect(panel, &GraphPanel::verificationRequested, session, [this, session, name](const QStringList &ids) {
        m_trips[name] = {};
        emit messageShown(tr("Verifying %1 on a scratch database …").arg(name));
        session->verifyRevisions(name, ids);
    });
    connect(panel, &GraphPanel::verificationCancelled, session, &ProjectSession::cancelVerification);
    connect(session, &ProjectSession::tripMade, panel, [this, panel, name](const QString &database,
                                                                         const session::TripFact &fact) {
        if (database != name)
            return;
        panel->addTrip(fact);
        TripCount &count = m_trips[name];
        ++count.done;
        if (fact.verdict == advice::RoundTrip::Verdict::Failed)
            ++count.failed;
        emit messageShown(tr("%1: %n revision(s) verified", "", count.done).arg(name));
    });
    connect(session, &ProjectSession::verificationEnded, panel,
            [this, panel, name](const QString &database, const std::optional<Error> &error) {
                if (database != name)
                    return;
                panel->endVerification();
                const TripCount count = m_trips[name];
                if (error)
                    emit messageShown(tr("%1 was not verified: %2").arg(name, QString::fromStdString(error->message)));
                else if (count.failed > 0)
                    emit messageShown(tr("%1: %2 of %n revision(s) failed the round trip", "", count.done)
                                          .arg(name, QString::number(count.failed)));
                else
                    emit messageShown(tr("%1: all %n revision(s) proven", "", count.done).arg(name));
            });
}

/// Looked at when somebody asks, and now and then (S-22), quietly. A run makes another schema, of which nothing is known.
void ProjectDesk::wireDrift(DatabaseDesk *desk)
{
    using session::ProjectSession;
    GraphPanel *panel = desk->panel();
    ProjectSession *session = m_session.get();
    const QString name = desk->database();
    connect(panel, &GraphPanel::driftCheckRequested, session, [this, session, name] {
        m_askedDrifts.insert(name);
        emit messageShown(tr("Comparing %1 with what its revisions give …").arg(name));
        session->checkDrift(name);
    });
    connect(session, &ProjectSession::driftChecked, panel,
            [this, panel, name](const QString &database, const session::DriftFact &drift) {
                if (database != name)
                    return;
                panel->setDrift(drift);
                if (m_askedDrifts.remove(name))
                    emit messageShown(drift.hasDrifted() ? tr("%1 is not what its revisions give.").arg(name)
                                                         : tr("%1 is what its revisions give.").arg(name));
            });
    connect(session, &ProjectSession::driftCheckFailed, panel,
            [this, name](const QString &database, const Error &error) {
                if (database == name && m_askedDrifts.remove(name))
                    emit messageShown(tr("%1 was not compared: %2").arg(name, QString::fromStdString(error.message)));
            });
    connect(this, &ProjectDesk::runEnded, panel, [panel, name](const QString &database) {
        if (database == name)
            panel->setDrift({});
    });
    auto *schedule = new QTimer(desk);
    schedule->setInterval(driftInterval);
    connect(schedule, &QTimer::timeout, session, [session, desk, name] {
        const session::DatabaseState &state = desk->session()->state();
        if (state.reachability == session::Reachability::Reachable && !state.isRunning)
            session->checkDrift(name);
    });
    schedule->start();
}

void ProjectDesk::wireRelations(DatabaseDesk *desk)
{
    using session::ProjectSession;
    GraphPanel *panel = desk->panel();
    ProjectSession *session = m_session.get();
    panel->setUncommitted(session->uncommitted());
    connect(session, &ProjectSession::uncommittedChanged, panel, &GraphPanel::setUncommitted);
    panel->setTouchHistory(session->touchHistory());
    panel->setRelationIndex(session->relationIndex());
    connect(panel, &GraphPanel::relationIndexWanted, session, &ProjectSession::requestRelationIndex);
    connect(session, &ProjectSession::relationIndexProgress, panel, &GraphPanel::showReading);
    connect(session, &ProjectSession::relationIndexReady, panel, &GraphPanel::setRelationIndex);
    connect(panel, &GraphPanel::relationsRequested, desk,
            [this, name = desk->database()](const QString &id,
                                            const std::vector<script::TouchedRelation> &relations) {
                if (!m_inspector)
                    return;
                setActive(name);
                emit inspectorWanted();
                m_inspector->showTouched(id, relations);
            });
}

void ProjectDesk::takeRunEnd(const QString &database, const run::RunReport &report)
{
    if (m_log)
        m_log->finishRun(database, report);
    m_status->setLastRun(
        tr("last run: %1 %2, %3").arg(database, outcomeWords(report), words::duration(report.duration)));
    if (m_log)
        m_session->requestJournal(journalLimit);
    emit runEnded(database, report);
}

void ProjectDesk::setActive(const QString &name)
{
    DatabaseDesk *desk = database(name);
    if (!desk || desk == m_active)
        return;
    m_active = desk;
    if (m_connections) {
        m_connections->selectDatabase(name);
        m_inspector->show(desk->session(), desk->number());
    }
    emit activeChanged();
}

bool ProjectDesk::isRunning() const
{
    return std::any_of(m_desks.begin(), m_desks.end(),
                       [](const DatabaseDesk *desk) { return desk->session()->isRunning(); });
}

int ProjectDesk::pendingCount() const
{
    int count = 0;
    for (const DatabaseDesk *desk : m_desks)
        count += desk->session()->state().pending;
    return count;
}

void ProjectDesk::newRevision(const QString &parent)
{
    if (!m_session || !m_active)
        return;
    if (!m_newRevision) {
        m_newRevision = new NewRevisionDialog(m_window);
        m_newRevision->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_newRevision, &NewRevisionDialog::createRequested, m_session.get(),
                &session::ProjectSession::createRevision);
        wireGeneration();
    }
    m_newRevision->setProject(m_session->state());
    m_newRevision->setDatabase(m_active->database());
    if (!parent.isEmpty())
        m_newRevision->setParentRevision(parent);
    m_newRevision->show();
    m_newRevision->raise();
    m_newRevision->activateWindow();
}

void ProjectDesk::wireGeneration()
{
    using session::ProjectSession;
    ProjectSession *session = m_session.get();
    connect(m_newRevision, &NewRevisionDialog::generateRequested, session, &ProjectSession::generateRevision);
    connect(m_newRevision, &NewRevisionDialog::generationCancelled, session, &ProjectSession::cancelGeneration);
    connect(m_newRevision, &NewRevisionDialog::createGeneratedRequested, session, &ProjectSession::createGenerated);
    connect(m_newRevision, &QDialog::finished, session, &ProjectSession::cancelGeneration);
    connect(session, &ProjectSession::generated, m_newRevision, &NewRevisionDialog::showGenerated);
    connect(session, &ProjectSession::generationFailed, m_newRevision, &NewRevisionDialog::showGenerationFailure);
    connect(m_newRevision, &NewRevisionDialog::upgradeRequested, this, [this](const QString &name) {
        if (DatabaseDesk *desk = database(name))
            desk->openPlan(revision::Direction::Upgrade, QString());
    });
    connect(this, &ProjectDesk::runEnded, m_newRevision,
            [this](const QString &name, const run::RunReport &report) {
                if (report.outcome == run::Outcome::Done)
                    m_newRevision->goOnAfterUpgrade(name);
            });
}

void ProjectDesk::joinHeads(const QString &name)
{
    DatabaseDesk *desk = database(name);
    if (!desk)
        return;
    if (!m_heads) {
        m_heads = new HeadsDialog(m_window);
        m_heads->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_heads, &HeadsDialog::mergeRequested, m_session.get(), &session::ProjectSession::createMerge);
        connect(m_heads, &HeadsDialog::reparentRequested, m_session.get(), &session::ProjectSession::reparent);
    }
    m_headsDatabase = name;
    m_heads->setDatabase(desk->session()->state(), desk->number());
    showHeadsAdvice();
    m_heads->show();
    m_heads->raise();
    m_heads->activateWindow();
}

void ProjectDesk::showHeadsAdvice()
{
    if (m_heads)
        m_heads->setAdvice(m_session->state(), m_session->headsAdvice(m_headsDatabase));
}

void ProjectDesk::upgradeAll()
{
    if (!m_session || m_desks.empty())
        return;
    if (!m_upgradeAll) {
        m_upgradeAll = new UpgradeAllDialog(m_session->databases(), m_window);
        m_upgradeAll->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_upgradeAll, &UpgradeAllDialog::recoveryRequested, this, [this](const QString &name) {
            if (DatabaseDesk *desk = database(name))
                desk->openRecovery();
        });
    }
    m_upgradeAll->show();
    m_upgradeAll->raise();
    m_upgradeAll->activateWindow();
}

UpgradeAllDialog *ProjectDesk::upgradeAllDialog() const
{
    return m_upgradeAll;
}

void ProjectDesk::refresh()
{
    if (m_session)
        m_session->refreshAll();
}

void ProjectDesk::cancelAll()
{
    for (DatabaseDesk *desk : m_desks) {
        if (desk->session()->isRunning())
            desk->session()->cancel();
    }
}

void ProjectDesk::openFile(const QString &file, int line, int)
{
    if (file.isEmpty())
        return;
    const session::ProjectStatePtr state = project();
    const QDir folder(state ? QString::fromStdString(state->project.folder.string()) : QString());
    const QString path = folder.absoluteFilePath(file);
    if (QDesktopServices::openUrl(QUrl::fromLocalFile(path))) {
        emit messageShown(line > 0 ? tr("Opened %1, line %2").arg(path).arg(line) : tr("Opened %1").arg(path));
        return;
    }
    emit copyRequested(line > 0 ? path + QLatin1Char(':') + QString::number(line) : path);
    emit messageShown(tr("No program is set up to open %1; its path is on the clipboard.").arg(path));
}

} // namespace retort::ui
