// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/rowpreview.h"
#include "engine/catalog/series.h"
#include "engine/session/restore.h"
#include "engine/session/runwitness.h"
#include "engine/session/values.h"
#include "engine/session/workspace.h"

#include <QObject>

#include <memory>

namespace retort::session {

/// One database of the open project, for a window: its state, and its operations, which take place on a worker
/// thread of its own. Lives on the GUI thread; every method returns at once; answers come as queued signals.
/// One operation at a time; what is asked during a run waits, except cancel().
class DatabaseSession : public QObject
{
    Q_OBJECT

public:
    /// Cancels what runs and waits for the worker: a few seconds at most, since a server that does not answer a
    /// cancel request has its connection dropped.
    ~DatabaseSession() override;

    const DatabaseState &state() const { return m_state; }
    QString name() const;
    bool isRunning() const { return m_state.isRunning; }

    /// Reads version rows and server facts again.
    void refresh();
    Ticket testConnection();
    /// Target as in the command line; "" means the branch's head. Answers planReady or planFailed.
    /// `fromStored`: what the database kept stands in for files that are gone (`downgrade --from-stored`).
    Ticket requestPlan(revision::Direction direction, const QString &target, bool fromStored = false);
    /// Stamp preview: the version rows before and after.
    Ticket requestStampPlan(const QStringList &targets, bool purge);
    /// Runs exactly this plan. Answers runEvents (batched, ten times a second) and runFinished.
    void run(const PlanPreview &preview, const run::RunOptions &options);
    /// `reason`: why, for the log and the journal; may be empty.
    void stamp(const PlanPreview &preview, const QString &reason = {});
    /// What bringing the database back from this backup would do; an empty file stands for the newest in its folder.
    /// Answers restorePlanReady or planFailed.
    Ticket requestRestorePlan(const QString &file, bool dropOld);
    /// Answers as run().
    void restore(const RestorePlan &plan);
    /// Stops the statement on the server within a second; runFinished states the outcome.
    void cancel();

    /// The newest runs that the database's own history tells of; answers historyReady, unless it can't be read.
    void requestHistory(int limit);
    /// An applied revision's file beside what the database keeps of it; answers storedComparisonReady or storedFailed.
    Ticket requestStoredComparison(const QString &revision);
    /// Records that the edit is meant, as `--accept-edit` does; answers editAccepted, then a new state, or storedFailed.
    Ticket acceptEdit(const QString &revision, const QString &reason);
    /// Writes the file of an orphan row again; answers storedFileWritten or storedFailed.
    Ticket writeStoredFile(const QString &revision);

    /// The first rows of a relation; answers rowsReady or rowsFailed.
    Ticket requestRows(const catalog::RelationName &name);
    /// Answers seriesReady or rowsFailed.
    Ticket requestSeries(const catalog::SeriesRequest &request);
    Ticket requestRelations();
    Ticket requestRelation(const catalog::RelationName &name);

signals:
    void stateChanged(const retort::session::DatabaseState &state);
    void planReady(retort::session::Ticket ticket, const retort::session::PlanPreview &preview);
    void restorePlanReady(retort::session::Ticket ticket, const retort::session::RestorePlan &plan);
    void planFailed(retort::session::Ticket ticket, const retort::Error &error);
    void connectionTested(retort::session::Ticket ticket, const retort::session::ConnectionTest &result);
    void runStarted(qint64 journalRun, const retort::session::PlanPreview &preview);
    void runEvents(const std::vector<retort::run::RunEvent> &events);
    /// Before runFinished: what it did to relations, as far as that could be seen.
    void relationsChanged(const std::vector<retort::session::RelationChange> &changes);
    void runFinished(const retort::run::RunReport &report);
    void historyReady(const std::vector<retort::run::JournalRun> &runs);
    void storedComparisonReady(retort::session::Ticket ticket, const retort::session::StoredComparison &comparison);
    void editAccepted(retort::session::Ticket ticket, const QString &revision);
    void storedFileWritten(retort::session::Ticket ticket, const QString &file);
    void storedFailed(retort::session::Ticket ticket, const retort::Error &error);
    void rowsReady(retort::session::Ticket ticket, const retort::catalog::RowPreview &rows);
    void seriesReady(retort::session::Ticket ticket, const retort::catalog::Series &series);
    void rowsFailed(retort::session::Ticket ticket, const retort::Error &error); ///< of either
    void relationsReady(retort::session::Ticket ticket, const std::vector<retort::catalog::RelationSummary> &relations);
    void relationReady(retort::session::Ticket ticket, const retort::catalog::Relation &relation);
    void relationsFailed(retort::session::Ticket ticket, const retort::Error &error);

private:
    friend class ProjectSession;
    DatabaseSession(const project::Database &database, QObject *parent);
    /// Until then its worker does nothing of what it is told.
    void start();
    /// `settings`: nothing while the way to the server is still being found.
    void setWorkspace(const Workspace &workspace, std::optional<Result<postgres::ConnectionSettings>> settings);
    void setState(DatabaseState state);
    /// A server that is starting is asked again by itself, with a count-down in the state (S-16).
    void takeState(DatabaseState state);
    void countDown();
    /// `work(worker, stop, onBegun)` carries it out on the worker's thread.
    template <typename Work>
    void startRun(const PlanPreview &preview, Work work);
    struct RunEnd;
    void finishRun(RunEnd end);
    void lookAhead();

    struct Private;
    std::unique_ptr<Private> d;
    DatabaseState m_state;
};

} // namespace retort::session
