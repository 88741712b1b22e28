// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/databasedesk.h"

#include "ui/graph/graphpanel.h"
#include "ui/plan/comparedialog.h"
#include "ui/plan/editdialog.h"
#include "ui/plan/plandialog.h"
#include "ui/plan/restoredialog.h"
#include "ui/plan/stampdialog.h"

namespace retort::ui {

DatabaseDesk::DatabaseDesk(session::DatabaseSession *session, GraphPanel *panel, int number, QWidget *window)
    : QObject(panel), m_session(session), m_panel(panel), m_number(number), m_window(window)
{
    wirePanel();
    wireSession();
    wireStored();
    m_panel->setState(m_session->state());
}

PlanDialog *DatabaseDesk::planDialog() const
{
    return m_planDialog;
}

void DatabaseDesk::wirePanel()
{
    connect(m_panel, &GraphPanel::upgradeRequested, this,
            [this](const QString &target) { openPlan(revision::Direction::Upgrade, target); });
    connect(m_panel, &GraphPanel::downgradeRequested, this,
            [this](const QString &target) { openPlan(revision::Direction::Downgrade, target); });
    connect(m_panel, &GraphPanel::undoLastRequested, this, &DatabaseDesk::undoLast);
    connect(m_panel, &GraphPanel::stampRequested, this, &DatabaseDesk::openStamp);
    connect(m_panel, &GraphPanel::comparisonRequested, this, &DatabaseDesk::openComparison);
    connect(m_panel, &GraphPanel::cancelRequested, m_session, &session::DatabaseSession::cancel);
    connect(m_panel, &GraphPanel::retryRequested, m_session, &session::DatabaseSession::refresh);
    connect(m_panel, &GraphPanel::showFileRequested, this,
            [this](const QString &file) { emit openFileRequested(file, 0, 0); });
}

void DatabaseDesk::wireSession()
{
    using session::DatabaseSession;
    connect(m_session, &DatabaseSession::stateChanged, this, &DatabaseDesk::takeState);
    connect(m_session, &DatabaseSession::planReady, this, &DatabaseDesk::takePlan);
    connect(m_session, &DatabaseSession::restorePlanReady, this,
            [this](session::Ticket ticket, const session::RestorePlan &plan) {
                if (ticket == m_restoreTicket && m_restoreDialog)
                    m_restoreDialog->showPlan(plan);
            });
    connect(m_session, &DatabaseSession::planFailed, this, &DatabaseDesk::takePlanFailure);
    connect(m_session, &DatabaseSession::runStarted, this, &DatabaseDesk::takeRunStart);
    connect(m_session, &DatabaseSession::runEvents, this, [this](const std::vector<run::RunEvent> &events) {
        m_panel->addEvents(events);
        if (m_lastRun)
            m_lastRun->events.insert(m_lastRun->events.end(), events.begin(), events.end());
        if (m_restoreDialog)
            m_restoreDialog->addEvents(events);
        if (m_planDialog)
            m_planDialog->addEvents(events);
    });
    connect(m_session, &DatabaseSession::runFinished, this, &DatabaseDesk::takeRunEnd);
}

void DatabaseDesk::wireStored()
{
    using session::DatabaseSession;
    connect(m_panel, &GraphPanel::editRequested, this, &DatabaseDesk::openEdit);
    connect(m_panel, &GraphPanel::undoFromStoredRequested, this,
            [this] { openPlan(revision::Direction::Downgrade, QStringLiteral("-1"), true); });
    connect(m_panel, &GraphPanel::writeFileRequested, m_session, &DatabaseSession::writeStoredFile);
    connect(m_session, &DatabaseSession::storedComparisonReady, this,
            [this](session::Ticket ticket, const session::StoredComparison &comparison) {
                if (m_editDialog && ticket == m_editTicket)
                    m_editDialog->showComparison(comparison);
            });
    connect(m_session, &DatabaseSession::editAccepted, this, [this](session::Ticket, const QString &revision) {
        if (m_editDialog && m_editDialog->revision() == revision)
            m_editDialog->accept();
        emit messageShown(tr("The edit of %1 is accepted: its file counts as what was applied.").arg(revision));
    });
    connect(m_session, &DatabaseSession::storedFileWritten, this,
            [this](session::Ticket, const QString &file) { emit messageShown(tr("Written again: %1").arg(file)); });
    connect(m_session, &DatabaseSession::storedFailed, this, &DatabaseDesk::takeStoredFailure);
}

void DatabaseDesk::takeStoredFailure(session::Ticket ticket, const Error &error)
{
    if (m_editDialog && ticket == m_editTicket)
        m_editDialog->showFailure(error);
    else
        emit messageShown(QString::fromStdString(error.toString() + ' ' + error.hint).trimmed());
}

void DatabaseDesk::openEdit(const QString &id)
{
    if (!m_editDialog) {
        m_editDialog = new EditDialog(m_window);
        m_editDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_editDialog, &EditDialog::acceptRequested, this, [this](const QString &revision, const QString &why) {
            m_editTicket = m_session->acceptEdit(revision, why);
        });
        connect(m_editDialog, &EditDialog::copyRequested, this, &DatabaseDesk::copyRequested);
        connect(m_editDialog, &EditDialog::openFileRequested, this, &DatabaseDesk::openFileRequested);
    }
    m_editDialog->setDatabase(m_session->state(), m_number);
    m_editDialog->showLoading(id);
    m_editTicket = m_session->requestStoredComparison(id);
    m_editDialog->show();
    m_editDialog->raise();
    m_editDialog->activateWindow();
}

void DatabaseDesk::setProject(const session::ProjectStatePtr &project)
{
    m_project = project;
    m_panel->setProject(project);
    if (m_stampDialog)
        m_stampDialog->setProject(project);
    if (m_compareDialog)
        m_compareDialog->setProject(project);
}

void DatabaseDesk::takeState(const session::DatabaseState &state)
{
    m_panel->setState(state);
    // A plan that is being looked at keeps the state that it was made for.
    if (m_stampDialog && m_stampDialog->isVisible())
        m_stampDialog->setDatabase(state, m_number);
    if (m_restoreDialog)
        m_restoreDialog->setDatabase(state, m_number);
}

PlanDialog *DatabaseDesk::ensurePlanDialog()
{
    if (m_planDialog)
        return m_planDialog;
    m_planDialog = new PlanDialog(m_window);
    m_planDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_planDialog->setDatabase(m_session->state(), m_number);
    connect(m_planDialog, &PlanDialog::runRequested, m_session, &session::DatabaseSession::run);
    connect(m_planDialog, &PlanDialog::cancelRequested, m_session, &session::DatabaseSession::cancel);
    connect(m_planDialog, &PlanDialog::planRequested, this,
            [this](revision::Direction direction, const QString &target) {
                openPlan(direction, target, m_isPlanFromStored && direction == revision::Direction::Downgrade);
            });
    connect(m_planDialog, &PlanDialog::stampRequested, this, [this] { openStamp({}); });
    connect(m_planDialog, &PlanDialog::restoreRequested, this, &DatabaseDesk::openRestore);
    connect(m_planDialog, &PlanDialog::openFileRequested, this, &DatabaseDesk::openFileRequested);
    connect(m_planDialog, &QDialog::finished, this, [this] {
        m_planDialog.clear(); // it is deleted later: who asks for a plan meanwhile gets a new one
        m_panel->clearPlan();
    });
    return m_planDialog;
}

void DatabaseDesk::openPlan(revision::Direction direction, const QString &target, bool fromStored)
{
    PlanDialog *dialog = ensurePlanDialog();
    if (m_session->isRunning()) {
        dialog->show(); // the run that is going on is what there is to see
    } else {
        dialog->setDatabase(m_session->state(), m_number);
        dialog->showLoading();
        dialog->show();
        m_isPlanFromStored = fromStored;
        m_planTicket = m_session->requestPlan(direction, target, fromStored);
    }
    dialog->raise();
    dialog->activateWindow();
}

void DatabaseDesk::undoLast()
{
    // "-1" on a bound branch is one step of that branch (requirements S-63). Files that are gone don't stop it where the
    // database kept their texts.
    openPlan(revision::Direction::Downgrade, QStringLiteral("-1"), !m_session->state().missingFiles.empty());
}

void DatabaseDesk::openStamp(const QString &id)
{
    if (!m_stampDialog) {
        m_stampDialog = new StampDialog(m_window);
        m_stampDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_stampDialog, &StampDialog::previewRequested, this, [this](const QStringList &targets, bool purge) {
            m_stampTicket = m_session->requestStampPlan(targets, purge);
        });
        connect(m_stampDialog, &StampDialog::stampRequested, this, [this](const session::PlanPreview &preview, const QString &reason) {
            m_isStamping = true;
            m_session->stamp(preview, reason);
        });
        connect(m_stampDialog, &QDialog::finished, this, [this] { m_stampDialog.clear(); });
    }
    m_stampDialog->setDatabase(m_session->state(), m_number);
    if (m_project)
        m_stampDialog->setProject(m_project);
    if (!id.isEmpty())
        m_stampDialog->setTargets({id});
    m_stampDialog->show();
    m_stampDialog->raise();
    m_stampDialog->activateWindow();
}

void DatabaseDesk::openRestore(const QString &file)
{
    if (!m_restoreDialog) {
        m_restoreDialog = new RestoreDialog(m_window);
        m_restoreDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_restoreDialog, &RestoreDialog::planRequested, this, [this](const QString &chosen, bool dropOld) {
            m_restoreTicket = m_session->requestRestorePlan(chosen, dropOld);
        });
        connect(m_restoreDialog, &RestoreDialog::restoreRequested, this, [this](const session::RestorePlan &plan) {
            m_isRestoring = true;
            m_session->restore(plan);
        });
        connect(m_restoreDialog, &RestoreDialog::cancelRequested, m_session, &session::DatabaseSession::cancel);
        connect(m_restoreDialog, &QDialog::finished, this, [this] { m_restoreDialog.clear(); });
    }
    if (!m_isRestoring) { // else what goes on is what there is to see
        m_restoreDialog->setDatabase(m_session->state(), m_number);
        m_restoreDialog->setFile(file);
    }
    m_restoreDialog->show();
    m_restoreDialog->raise();
    m_restoreDialog->activateWindow();
}

void DatabaseDesk::openComparison(const QString &from, const QString &to)
{
    if (!m_compareDialog) {
        m_compareDialog = new CompareDialog(m_window);
        m_compareDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_compareDialog, &CompareDialog::comparisonRequested, this, &DatabaseDesk::comparisonRequested);
    }
    m_compareDialog->setDatabase(m_session->state(), m_number);
    m_compareDialog->setProject(m_project);
    m_compareDialog->setEnds(from, to);
    m_compareDialog->show();
    m_compareDialog->raise();
    m_compareDialog->activateWindow();
}

void DatabaseDesk::showComparison(session::Ticket ticket, const session::Comparison &comparison)
{
    if (m_compareDialog && ticket == m_comparisonTicket)
        m_compareDialog->showComparison(comparison);
}

void DatabaseDesk::showComparisonFailure(session::Ticket ticket, const Error &error)
{
    if (m_compareDialog && ticket == m_comparisonTicket)
        m_compareDialog->showFailure(error);
}

void DatabaseDesk::openRecovery()
{
    if (!m_lastRun || m_session->isRunning())
        return;
    PlanDialog *dialog = ensurePlanDialog();
    dialog->setDatabase(m_session->state(), m_number);
    dialog->showPlan(m_lastRun->preview);
    dialog->startRun(m_lastRun->journalRun, m_lastRun->preview);
    dialog->addEvents(m_lastRun->events);
    dialog->finishRun(m_lastRun->report);
    dialog->show();
    dialog->raise();
}

void DatabaseDesk::takePlan(session::Ticket ticket, const session::PlanPreview &preview)
{
    if (ticket == m_planTicket && m_planDialog) {
        m_planDialog->showPlan(preview);
        m_panel->showPlan(preview);
    } else if (ticket == m_stampTicket && m_stampDialog) {
        m_stampDialog->showPreview(preview);
    }
}

void DatabaseDesk::takePlanFailure(session::Ticket ticket, const Error &error)
{
    if (ticket == m_planTicket && m_planDialog)
        m_planDialog->showFailure(error);
    else if (ticket == m_stampTicket && m_stampDialog)
        m_stampDialog->showFailure(error);
    else if (ticket == m_restoreTicket && m_restoreDialog)
        m_restoreDialog->showFailure(error);
}

void DatabaseDesk::takeRunStart(qint64 journalRun, const session::PlanPreview &preview)
{
    m_lastRun = LastRun{journalRun, preview, {}, {}};
    m_panel->startRun(journalRun, preview);
    if (m_planDialog && !m_isStamping && !m_isRestoring)
        m_planDialog->startRun(journalRun, preview);
}

void DatabaseDesk::takeRunEnd(const run::RunReport &report)
{
    m_panel->finishRun(report);
    if (m_lastRun)
        m_lastRun->report = report;
    if (m_isStamping) {
        m_isStamping = false;
        if (m_stampDialog)
            m_stampDialog->finishStamp(report);
        return;
    }
    if (m_isRestoring) {
        m_isRestoring = false;
        if (m_restoreDialog)
            m_restoreDialog->finishRestore(report);
        return;
    }
    if (m_planDialog)
        m_planDialog->finishRun(report);
}

} // namespace retort::ui
