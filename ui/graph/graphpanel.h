// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/relationindex.h"
#include "engine/session/scratchwork.h"
#include "engine/session/touchhistory.h"
#include "engine/session/values.h"
#include "ui/graph/revisiongraph.h"

#include <QWidget>

#include <vector>

class QMenu;
class QPushButton;
class QStackedWidget;

namespace retort::ui
{

class DatabaseBadge;
class GraphFilter;
class NoticeBar;
class RevisionModel;
class RevisionView;
class ElidedLabel;
class StatePage;

/// One database's graph with its badge, its main buttons and its filter. Takes values, emits intentions, decides
/// nothing. GUI thread.
class GraphPanel : public QWidget
{
    Q_OBJECT

public:
    /// `number`: the database's place in the project, for its colour.
    GraphPanel(const QString &database, int number, QWidget *parent = nullptr);
    ~GraphPanel() override;

    QString database() const { return m_database; }
    RevisionModel *model() const { return m_model; }
    RevisionView *view() const { return m_view; }
    QString selectedId() const;

    void setProject(const session::ProjectStatePtr &project);
    void setState(const session::DatabaseState &state);
    const session::DatabaseState &state() const { return m_state; }

    /// Unfolds it, and drops a filter that hides it. False when the graph hasn't it.
    bool selectRevision(const QString &id);
    /// Whether straight runs are folded.
    void setCollapsed(bool collapsed);
    void jumpToCurrent();
    void jumpToHead();
    /// Where the branch's heads part, else where the version rows do, else the selected revision and the current one.
    void jumpToCommonAncestor();
    void focusGraph();
    /// What Return does: a plan to the selected revision, up or down.
    void activateSelected();
    void focusFilter();
    /// Asks for the relations that the selected revision touches to be shown.
    void showSelectedRelations();
    /// What is typed there: "table:users".
    void setFilter(const QString &text);

public slots:
    void setUncommitted(const QStringList &revisions); ///< see RevisionModel
    void addTrip(const retort::session::TripFact &fact); ///< of a verification that goes on
    void endVerification();
    /// The schema beside what the recorded revisions give; a notice where they differ.
    void setDrift(const retort::session::DriftFact &drift);
    void forgetTrips(); ///< files have changed since
    /// Answers relationIndexWanted(), and again when files have changed.
    void setRelationIndex(const retort::session::RelationIndexPtr &index);
    /// What runs did to relations; a node tells those that its revision touched. Never null.
    void setTouchHistory(const retort::session::TouchHistoryPtr &history);
    void showReading(int done, int total);
    /// Marks the steps of a plan that is being looked at.
    void showPlan(const retort::session::PlanPreview &preview);
    void clearPlan();
    void startRun(qint64 journalRun, const retort::session::PlanPreview &preview);
    void addEvents(const std::vector<retort::run::RunEvent> &events);
    void finishRun(const retort::run::RunReport &report);

signals:
    void upgradeRequested(const QString &target);
    void downgradeRequested(const QString &target);
    void undoLastRequested();
    void stampRequested(const QString &id);
    void newRevisionRequested(const QString &parent);
    /// The branch has several heads, and they are to be made one.
    void joinHeadsRequested();
    void comparisonRequested(const QString &from, const QString &to);
    /// Up, down and up again on a scratch database; without ids the whole branch.
    void verificationRequested(const QStringList &ids);
    void verificationCancelled();
    void driftCheckRequested();
    /// An applied revision's file beside what the database keeps of it.
    void editRequested(const QString &id);
    /// Of a version row whose file is gone: undone, or its file written again, by the text that the database kept.
    void undoFromStoredRequested();
    void writeFileRequested(const QString &id);
    void cancelRequested();
    void retryRequested();
    void copyRequested(const QString &text);
    /// What the revisions touch is asked for, by a filter or by a node.
    void relationIndexWanted();
    void relationsRequested(const QString &id, const std::vector<retort::script::TouchedRelation> &relations);
    void showFileRequested(const QString &file);
    void selectedIdChanged(const QString &id);
    void textScaleChanged(double scale);
    /// The panel has the keyboard's focus now: it is the one that window-wide actions mean.
    void focused();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildHeader();
    void buildMenu(QMenu *menu);
    void showMenu(const QString &id, const QPoint &globalPosition);
    void showFoldMenu(int row, const QPoint &globalPosition);
    void selectGraphRow(int graphRow);
    void verify(const QStringList &ids);
    void addComparisons(QMenu *menu, const QString &id);
    void addStoredActions(QMenu *menu, const QString &id);
    bool hasStoredText(const std::string &revision) const;
    void activate(const QModelIndex &index);
    void filter(const QString &text);
    bool filterByRange(const QString &range);
    void wantRelations();
    void showRelations(const QString &id);

    void rebuildGraph();
    void takeGraph(const RevisionGraphPtr &graph);
    void showNotices();
    void showConnectionNotice();
    void showFilesNotice();
    void showHistoryNotice();
    void showPage();
    void buildPage();
    void showButtons();
    std::vector<std::string> meetingIds() const;

    QString m_database;
    bool m_isVerifying = false;
    QString m_compared; ///< the revision that a comparison was last asked for
    int m_number;
    session::ProjectStatePtr m_project;
    session::DatabaseState m_state;
    quint64 m_buildTicket = 0; ///< only the newest build's answer counts

    DatabaseBadge *m_badge;
    QPushButton *m_upgrade;
    QPushButton *m_undo;
    QPushButton *m_cancel;
    QPushButton *m_more;
    ElidedLabel *m_progress; ///< elided: a run must not make the panel push its neighbours
    NoticeBar *m_connectionNotice;
    NoticeBar *m_filesNotice;
    NoticeBar *m_historyNotice;
    NoticeBar *m_driftNotice;
    GraphFilter *m_filter;
    QString m_relationsOf; ///< the revision whose relations are to be shown as soon as they are known
    QStackedWidget *m_stack;
    RevisionModel *m_model;
    RevisionView *m_view;
    StatePage *m_page = nullptr; ///< in place of a graph without rows
};

} // namespace retort::ui
