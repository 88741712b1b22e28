// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/databasesession.h"
#include "engine/session/projectsession.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace retort::ui {

class CompareDialog;
class EditDialog;
class GraphPanel;
class PlanDialog;
class RestoreDialog;
class StampDialog;

/// Joins one database's session to its graph panel and its dialogs: an intention becomes a request, an answer reaches
/// whoever waits for it. GUI thread.
class DatabaseDesk : public QObject
{
    Q_OBJECT

public:
    /// `window`: parent of the dialogs. Owns neither session nor panel.
    DatabaseDesk(session::DatabaseSession *session, GraphPanel *panel, int number, QWidget *window);

    session::DatabaseSession *session() const { return m_session; }
    GraphPanel *panel() const { return m_panel; }
    int number() const { return m_number; }
    QString database() const { return m_session->name(); }

    void setProject(const session::ProjectStatePtr &project);
    /// `fromStored`: what the database kept stands in for files that are gone.
    void openPlan(revision::Direction direction, const QString &target, bool fromStored = false);
    /// Takes the newest step back: the target that undoes one revision of the branch.
    void undoLast();
    void openStamp(const QString &id);
    /// Back from a backup; an empty name stands for the newest.
    void openRestore(const QString &file);
    /// The script between two revisions; an empty end is left to choose.
    void openComparison(const QString &from, const QString &to);
    /// An applied revision's file beside what the database keeps of it.
    void openEdit(const QString &id);
    /// After a run that no plan dialog watched: what it left behind, and the ways on.
    void openRecovery();
    PlanDialog *planDialog() const;

    /// Whoever opened the comparison asks for it, and answers by these.
    void showComparison(session::Ticket ticket, const session::Comparison &comparison);
    void showComparisonFailure(session::Ticket ticket, const Error &error);
    void setComparisonTicket(session::Ticket ticket) { m_comparisonTicket = ticket; }

signals:
    void comparisonRequested(const QString &from, const QString &to);
    void openFileRequested(const QString &file, int line, int column);
    void copyRequested(const QString &text);
    void messageShown(const QString &sentence);

private:
    void wirePanel();
    void wireSession();
    void wireStored();
    void takeStoredFailure(session::Ticket ticket, const Error &error);
    PlanDialog *ensurePlanDialog();
    void takePlan(session::Ticket ticket, const session::PlanPreview &preview);
    void takePlanFailure(session::Ticket ticket, const Error &error);
    void takeRunStart(qint64 journalRun, const session::PlanPreview &preview);
    void takeRunEnd(const run::RunReport &report);
    void takeState(const session::DatabaseState &state);

    session::DatabaseSession *m_session;
    GraphPanel *m_panel;
    int m_number;
    QWidget *m_window;
    session::ProjectStatePtr m_project;
    QPointer<PlanDialog> m_planDialog;
    QPointer<CompareDialog> m_compareDialog;
    session::Ticket m_comparisonTicket = 0;
    QPointer<EditDialog> m_editDialog;
    session::Ticket m_editTicket = 0;
    bool m_isPlanFromStored = false;
    QPointer<StampDialog> m_stampDialog;
    QPointer<RestoreDialog> m_restoreDialog;
    session::Ticket m_restoreTicket = 0;
    bool m_isRestoring = false;
    session::Ticket m_planTicket = 0;
    session::Ticket m_stampTicket = 0;
    bool m_isStamping = false;

    struct LastRun {
        qint64 journalRun = 0;
        session::PlanPreview preview;
        std::vector<run::RunEvent> events;
        run::RunReport report;
    };
    std::optional<LastRun> m_lastRun;
};

} // namespace retort::ui
